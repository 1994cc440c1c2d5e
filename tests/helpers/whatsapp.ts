import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

const WHATSAPP_TOKEN = "whatsapp-token-of-the-test-suite";
const WHATSAPP_PHONE_ID = "100000000000001";
/** The app secret with which the fake signs its webhooks. */
export const WHATSAPP_APP_SECRET = "whatsapp-app-secret-of-the-test-suite";

/** A message as the Cloud API took it. */
export type SentMessage = {
  id: string;
  /** Digits, without the plus. */
  to: string;
  template: string;
  language: string;
  /** The parameters of the body, in order. */
  parameters: string[];
  /** What the button of an authentication template copies. */
  button: string | null;
};

type Fault = { status: number; code: number; message: string };
type Component = { type: string; parameters?: { text?: string }[] };

/** The refusals that the Cloud API makes most, by its own codes. */
export const WHATSAPP_FAULTS = {
  unreachable: { status: 400, code: 131_026, message: "Message undeliverable" },
  unknownTemplate: { status: 404, code: 132_001, message: "Template name does not exist in the translation" },
  tooMany: { status: 429, code: 130_429, message: "Rate limit hit" },
  expiredToken: { status: 401, code: 190, message: "Error validating access token" },
  down: { status: 500, code: 131_000, message: "Something went wrong" },
} as const satisfies Record<string, Fault>;

/**
 * A local server that speaks the WhatsApp Cloud API as far as templates go: it checks the token, the phone id and the
 * shape of what is sent, and refuses on demand. `report` sends a status webhook, signed as Meta signs it.
 */
export async function startWhatsApp() {
  const messages: SentMessage[] = [];
  const faults: Fault[] = [];
  const server = createServer((request, response) => {
    void answer(request).then(([status, body]) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage): Promise<[number, unknown]> {
    const body = JSON.parse((await textOf(request)) || "null");
    if (request.headers.authorization !== `Bearer ${WHATSAPP_TOKEN}`)
      return refuse(WHATSAPP_FAULTS.expiredToken);
    if (request.method !== "POST" || request.url !== `/v23.0/${WHATSAPP_PHONE_ID}/messages`) {
      return refuse({ status: 404, code: 100, message: "Unsupported post request" });
    }
    const fault = faults.shift();
    if (fault) return refuse(fault);
    const { messaging_product: product, to, type, template } = body ?? {};
    const isWhole = product === "whatsapp" && /^[1-9]\d{5,14}$/.test(to) && type === "template";
    if (!isWhole || !template?.name || !template.language?.code) {
      return refuse({ status: 400, code: 100, message: "Invalid parameter" });
    }
    const components: Component[] = template.components ?? [];
    const textsOf = (kind: string) =>
      (components.find((one) => one.type === kind)?.parameters ?? []).map((one) => one.text ?? "");
    const id = `wamid.${messages.length + 1}.${to}`;
    messages.push({
      id,
      to,
      template: template.name,
      language: template.language.code,
      parameters: textsOf("body"),
      button: textsOf("button")[0] ?? null,
    });
    return [200, { messaging_product: "whatsapp", contacts: [{ input: to, wa_id: to }], messages: [{ id }] }];
  }

  return {
    url,
    messages,
    /** What a portal needs to send through this server. */
    env: {
      WHATSAPP_TOKEN,
      WHATSAPP_PHONE_NUMBER_ID: WHATSAPP_PHONE_ID,
      WHATSAPP_BASE_URL: url,
    },
    /** The next message is refused so. */
    failNext: (fault: Fault) => {
      faults.push(fault);
    },
    /** Tells `webhook` what became of a message; answers with the status that came back. */
    report: async (
      webhook: string,
      id: string,
      status: "sent" | "delivered" | "read" | "failed",
      code?: number,
      secret = WHATSAPP_APP_SECRET,
    ): Promise<number> => {
      const body = JSON.stringify(statusWebhook(id, status, code));
      const signature = createHmac("sha256", secret).update(body).digest("hex");
      const response = await fetch(webhook, {
        method: "POST",
        headers: { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` },
        body,
      });
      return response.status;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function refuse({ status, code, message }: Fault): [number, unknown] {
  const error = { message: `(#${code}) ${message}`, type: "OAuthException", code, fbtrace_id: "A1b2C3d4" };
  return [status, { error }];
}

function statusWebhook(id: string, status: string, code: number | undefined) {
  const to = id.split(".").at(-1) ?? "";
  const errors = code === undefined ? {} : { errors: [{ code, title: "Message undeliverable" }] };
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "27100000000", phone_number_id: WHATSAPP_PHONE_ID },
    statuses: [{ id, status, timestamp: String(Math.floor(Date.now() / 1000)), recipient_id: to, ...errors }],
  };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: "1", changes: [{ field: "messages", value }] }],
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
