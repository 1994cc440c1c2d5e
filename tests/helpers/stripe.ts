import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";

/** As Stripe writes a Checkout session; only what tests and the portal look at. */
export type FakeSession = {
  id: string;
  object: "checkout.session";
  status: "open" | "complete" | "expired";
  payment_status: "unpaid" | "paid";
  payment_intent: string | null;
  amount_total: number;
  currency: string;
  metadata: Record<string, string>;
  payment_method_types: string[];
  customer_email: string | null;
  client_reference_id: string | null;
  expires_at: number;
  success_url: string;
  cancel_url: string;
  url: string | null;
};
type Fields = Record<string, string>;
type EventType =
  | "checkout.session.completed"
  | "checkout.session.async_payment_succeeded"
  | "checkout.session.async_payment_failed"
  | "checkout.session.expired"
  | "charge.succeeded";

const STRIPE_SECRET_KEY = "sk_test_portico";
const STRIPE_WEBHOOK_SECRET = "whsec_portico";
/** Stripe takes no less than about half a dollar, and eight digits at most. */
const LEAST = 50;
const MOST = 99_999_999;

/**
 * A local server that speaks Stripe's API as far as payments go: sessions are created (form-encoded, by
 * idempotency key), read and expired, with its shapes of errors; its payment page can be visited in a browser.
 * Webhooks are sent when somebody posts to `/test/deliver/<session id>`, or by `deliver`.
 */
export async function startStripe() {
  const sessions = new Map<string, FakeSession>();
  const answers = new Map<string, { fields: string; status: number; body: string }>();
  const requests: { method: string; path: string; fields: Fields; idempotencyKey: string | null }[] = [];
  const failures: number[] = [];
  let webhookUrl = "";

  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path } = new URL(request.url ?? "/", url);
    const method = request.method ?? "GET";
    const text = await textOf(request);
    if (path.startsWith("/pay/")) return visit(method, path.slice(5), response);
    if (path.startsWith("/test/deliver/")) {
      const status = await deliver(event(need(path.slice(14))));
      response.writeHead(status).end();
      return;
    }
    const fields: Fields = Object.fromEntries(new URLSearchParams(text));
    const key = request.headers["idempotency-key"]?.toString() ?? null;
    requests.push({ method, path, fields, idempotencyKey: key });
    const send = (status: number, body: unknown, headers = {}) =>
      response
        .writeHead(status, {
          "content-type": "application/json",
          "request-id": `req_${randomBytes(4).toString("hex")}`,
          ...headers,
        })
        .end(typeof body === "string" ? body : JSON.stringify(body));

    const failure = failures.shift();
    if (failure === 0) return void request.socket.destroy();
    if (failure) return void send(failure, fault("api_error", "Something went wrong on Stripe's end."));
    if (request.headers.authorization !== `Bearer ${STRIPE_SECRET_KEY}`) {
      return void send(401, fault("invalid_request_error", "Invalid API Key provided."));
    }
    const known = key === null ? undefined : answers.get(key);
    if (known && known.fields !== text) {
      return void send(
        400,
        fault("idempotency_error", "Keys for idempotent requests can only be used once."),
      );
    }
    if (known) return void send(known.status, known.body, { "idempotent-replayed": "true" });
    const [status, body] = act(method, path, fields);
    // Like Stripe, which keeps what it answered, refusals included.
    if (key !== null) answers.set(key, { fields: text, status, body: JSON.stringify(body) });
    send(status, body);
  }

  function act(method: string, path: string, fields: Fields): [number, unknown] {
    const [, id, verb] = /^\/v1\/checkout\/sessions(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ?? [];
    if (method === "POST" && path === "/v1/checkout/sessions") return create(fields);
    const session = id === undefined ? undefined : sessions.get(id);
    if (!session)
      return [404, fault("invalid_request_error", "No such checkout.session", "resource_missing")];
    if (method === "POST" && verb === "expire") {
      if (session.status !== "open") {
        return [
          400,
          fault("invalid_request_error", "Only Checkout Sessions with a status of open can be expired."),
        ];
      }
      Object.assign(session, { status: "expired", url: null });
    }
    return [200, session];
  }

  function create(fields: Fields): [number, unknown] {
    const line = "line_items[0][price_data]";
    const amount = Number(fields[`${line}[unit_amount]`]) * Number(fields["line_items[0][quantity]"]);
    const currency = fields[`${line}[currency]`] ?? "";
    const expiresAt = Number(fields.expires_at);
    const minutes = (expiresAt * 1000 - Date.now()) / 60_000;
    if (fields.mode !== "payment" || !/^[a-z]{3}$/.test(currency) || !Number.isInteger(amount)) {
      return [400, fault("invalid_request_error", "Missing required param.", "parameter_missing")];
    }
    if (amount < LEAST) {
      return [400, fault("invalid_request_error", "The amount is too small.", "amount_too_small")];
    }
    if (amount > MOST) {
      return [400, fault("invalid_request_error", "The amount is too large.", "amount_too_large")];
    }
    if (minutes < 29.9 || minutes > 24 * 60) {
      return [
        400,
        fault("invalid_request_error", "The expires_at timestamp must be 30 minutes to 24 hours ahead."),
      ];
    }
    const id = `cs_test_${randomBytes(12).toString("hex")}`;
    const session: FakeSession = {
      id,
      object: "checkout.session",
      status: "open",
      payment_status: "unpaid",
      payment_intent: null,
      amount_total: amount,
      currency,
      metadata: nested(fields, "metadata"),
      payment_method_types: ["card"],
      customer_email: fields.customer_email ?? null,
      client_reference_id: fields.client_reference_id ?? null,
      expires_at: expiresAt,
      success_url: fields.success_url ?? "",
      cancel_url: fields.cancel_url ?? "",
      url: `${url}/pay/${id}`,
    };
    sessions.set(id, session);
    return [200, session];
  }

  /** The page where the customer pays, or goes back. */
  function visit(method: string, id: string, response: ServerResponse): void {
    const session = sessions.get(id);
    if (session?.status !== "open") {
      response.writeHead(410, { "content-type": "text/html" }).end("<h1>This page has expired</h1>");
    } else if (method === "POST") {
      pay(id);
      response.writeHead(303, { location: session.success_url }).end();
    } else {
      response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><html lang="en">
        <head><link rel="icon" href="data:,"></head><title>Checkout</title>
        <h1>Pay ${session.currency.toUpperCase()} ${session.amount_total}</h1>
        <form method="post"><button>Pay</button></form><a href="${session.cancel_url}">Back</a></html>`);
    }
  }

  /** The customer pays, at once by card or (`unpaid`) by a bank that takes its time. */
  function pay(id: string, status: "paid" | "unpaid" = "paid"): FakeSession {
    const session = need(id);
    return Object.assign(session, {
      status: "complete",
      payment_status: status,
      payment_intent: session.payment_intent ?? `pi_${randomBytes(8).toString("hex")}`,
      url: null,
    });
  }

  function need(id: string): FakeSession {
    const session = sessions.get(id);
    if (!session) throw new Error(`no session ${id}`);
    return session;
  }

  /** What Stripe says about a session; `changes` are for what it would never say. */
  function event(session: FakeSession, type: EventType = "checkout.session.completed", changes: object = {}) {
    return {
      id: `evt_${randomBytes(8).toString("hex")}`,
      object: "event",
      type,
      created: Math.floor(Date.now() / 1000),
      livemode: false,
      data: { object: { ...session, ...changes } },
    };
  }

  /** Sends a webhook and gives the status of the answer. */
  async function deliver(sent: object): Promise<number> {
    const { body, signature } = signed(sent);
    const response = await fetch(webhookUrl, {
      method: "POST",
      headers: { "content-type": "application/json", "stripe-signature": signature },
      body,
    });
    return response.status;
  }

  return {
    url,
    sessions,
    requests,
    pay,
    event,
    deliver,
    /** Where webhooks go. */
    reportTo: (address: string) => {
      webhookUrl = address;
    },
    /** The next calls fail with these statuses; 0 breaks the connection. */
    failNext: (...statuses: number[]) => void failures.push(...statuses),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
export type FakeStripe = Awaited<ReturnType<typeof startStripe>>;

/** A webhook as it goes over the line: the body, and Stripe's own signature of it. */
export function signed(event: object, options: { secret?: string; at?: Date } = {}) {
  const body = JSON.stringify(event);
  const signature = new Stripe(STRIPE_SECRET_KEY).webhooks.generateTestHeaderString({
    payload: body,
    secret: options.secret ?? STRIPE_WEBHOOK_SECRET,
    timestamp: Math.floor((options.at ?? new Date()).getTime() / 1000),
  });
  return { body, signature };
}

/** The environment of a portal that takes payments there. */
export function stripeEnv(stripe: { url: string }): Record<string, string> {
  return { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_BASE: stripe.url };
}

function fault(type: string, message: string, code?: string) {
  return { error: { type, message, ...(code ? { code } : {}) } };
}

/** `metadata[a]=1` → `{ a: "1" }` */
function nested(fields: Fields, name: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(fields)) {
    const [, inner] = new RegExp(`^${name}\\[(\\w+)\\]$`).exec(key) ?? [];
    if (inner) found[inner] = value;
  }
  return found;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
