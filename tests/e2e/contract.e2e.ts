import { readdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { signJwt } from "../../supabase/embedded/jwt.ts";
import { belongingsOf, conversationOf, correctionOf, type Things } from "./belongings.ts";
import { ENDPOINTS, type Endpoint } from "./endpoints.ts";
import { type Answer, call, dataOf, errorOf, NOBODYS, newcomer, type Person, signedIn } from "./program.ts";

/** Who calls these signs what they send, and has no cookie. */
const SIGNED = [
  "/api/jobs/run",
  "/api/integrations/[kind]",
  "/api/webhooks/stripe",
  "/api/webhooks/email",
  "/api/webhooks/email-reports",
  "/api/webhooks/whatsapp",
  "/api/webhooks/send-sms",
];
const WRITES = ENDPOINTS.filter(({ method, path }) => method !== "GET" && !SIGNED.includes(path));
const GUARDED = ENDPOINTS.filter((endpoint) => endpoint.for !== "anybody");

/** The id of another ticket, which is not there either. */
const ANOTHER = NOBODYS.replace(/.$/, "1");

/** An input that the endpoint takes, where it needs one to say more than what is missing. */
const INPUTS: Record<string, Record<string, unknown>> = {
  "POST /api/portal/chatbot/actions/[id]": { decision: "decline" },
  "POST /api/portal/chatbot": { message: "Where is my order?" },
  "PATCH /api/portal/chatbot/sessions/[id]": { title: "My order" },
  "POST /api/portal/chatbot/sessions/[id]/escalate": { subject: "My order", description: "Where is it?" },
  "POST /api/portal/chatbot/sessions/[id]/feedback": { messageId: ANOTHER, helpful: true },
  "POST /api/portal/tickets/[id]/messages": { body: "Any news?" },
  "POST /api/portal/tickets/[id]/rating": { rating: 5 },
  "POST /api/portal/tickets/[id]/answer": { helped: true },
  "POST /api/admin/tickets/[id]/assist": { tool: "summarise" },
  "PATCH /api/admin/tickets/[id]/insights": { part: "triage", verdict: "rejected" },
  "PATCH /api/portal/tickets/[id]/status": { status: "closed" },
  "PATCH /api/portal/tickets/[id]/privacy": { private: true },
  "POST /api/portal/privacy/requests": { kind: "correction", details: "The name is misspelt" },
  "PATCH /api/admin/privacy-requests/[id]": { action: "assign", assigneeId: null },
  "POST /api/admin/tickets/bulk": { ids: [ANOTHER], changes: { priority: "low" } },
  "PATCH /api/admin/tickets/[id]": { priority: "low" },
  "PUT /api/admin/tickets/[id]/drafts": { mode: "note", body: "To be continued" },
  "POST /api/admin/tickets/[id]/messages": { body: "We are looking at it." },
  "POST /api/admin/tickets/[id]/resolve": { resolutionType: "no_action", notes: "It was nothing." },
  "POST /api/admin/tickets/[id]/merge": { intoTicketId: ANOTHER },
  "POST /api/admin/tickets/[id]/split": { messageIds: [ANOTHER], subject: "Something else" },
  "POST /api/admin/tickets/[id]/links": { ticketId: ANOTHER },
  "PUT /api/admin/tickets/[id]/team": { teamId: null },
  "PUT /api/admin/tickets/[id]/snooze": { until: new Date(Date.now() + 3_600_000).toISOString() },
  "POST /api/portal/knowledge/answered": { slug: "ont-lights", subject: "A red light" },
  "POST /api/portal/quotes/[id]/accept": { version: 1 },
  "POST /api/portal/quotes/[id]/decline": { version: 1, reason: "Too dear" },
  "POST /api/portal/quotes/[id]/request-changes": { message: "Fewer, please" },
  "PATCH /api/admin/quotes/[id]": { expectedRevision: 1, items: [] },
  "POST /api/admin/quotes/[id]/send": { expectedRevision: 1 },
  "POST /api/admin/quotes/[id]/decline": { version: 1, reason: "Out of stock" },
  "PATCH /api/portal/calls/[id]": { notes: "After nine, please" },
  "PATCH /api/admin/calls/[id]": { note: "Rang twice" },
  "POST /api/portal/services/[id]/requests": { kind: "upgrade", package: "fibre-200" },
  "PATCH /api/admin/services/[id]": { status: "active", expectedVersion: 1 },
  "PATCH /api/admin/services/[id]/installation": { stage: "survey", expectedVersion: 1 },
  "POST /api/admin/services/[id]/installation": { stage: "survey", expectedVersion: 1 },
};
/** What a call needs in its address. */
const QUERIES: Record<string, string> = {
  "GET /api/portal/invoices/statement": "?from=2026-01-01&to=2026-01-31",
  "DELETE /api/admin/tickets/[id]/links": `?ticketId=${ANOTHER}`,
};

let customer: Person & { customerId: string };
let stranger: Person;
let agent: Person;
let admin: Person;
/** What the customer has, one of each kind. */
let things: Things;

beforeAll(async () => {
  [customer, stranger, agent, admin] = await Promise.all([
    newcomer(),
    newcomer(),
    signedIn("agent"),
    signedIn("admin"),
  ]);
  things = {
    ...(await belongingsOf(customer, agent)),
    ...(await conversationOf(customer)),
    ...(await correctionOf(customer)),
  };
  QUERIES["GET /api/portal/chatbot/sessions/[id]/stream"] = `?messageId=${things.message?.id}`;
});

/** The thing that an address is about; files belong to tickets. */
function thingOf({ path }: Endpoint): { id: string; number?: string } {
  const kind = path.split("/")[3] ?? "";
  return things[kind] ?? (things.tickets as { id: string });
}

/** Somebody whom the endpoint is for. */
function userOf(endpoint: Endpoint): Person {
  if (endpoint.for === "admin") return admin;
  return endpoint.for === "staff" ? agent : customer;
}

const isOfDesk = (endpoint: Endpoint) => endpoint.for === "staff" || endpoint.for === "admin";

/** Calls an endpoint with an input that fits it, by default about the customer's thing. */
function reach(
  endpoint: Endpoint,
  options: Parameters<typeof call>[1] = {},
  id = thingOf(endpoint).id,
): Promise<Answer> {
  const { method, path } = endpoint;
  const name = `${method} ${path}`;
  const body = method === "GET" || method === "DELETE" ? undefined : (INPUTS[name] ?? {});
  const address = path.replace("[id]", id) + (QUERIES[name] ?? "");
  return call(address, { method, ...(body && { body }), ...options });
}

test("every address of the API is on the list", () => {
  const api = join(import.meta.dirname, "../../app/api");
  const routes = readdirSync(api, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts") && !file.includes("[...path]"))
    .flatMap((file) => {
      const source = readFileSync(join(api, file), "utf8");
      const methods = [...source.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(
        ([, name]) => name,
      );
      return methods.map((method) => `${method} /api/${file.replace(/\/route\.ts$/, "")}`);
    });
  expect(ENDPOINTS.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(routes.toSorted());
});

describe("who may call", () => {
  test.for(GUARDED)("$method $path asks who is there", async (endpoint) => {
    const answer = await reach(endpoint);
    errorOf(answer, 401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  });

  test.for(GUARDED.filter(isOfDesk))("$method $path is not for customers", async (endpoint) => {
    errorOf(await reach(endpoint, { token: customer.token }), 403);
  });

  test.for(GUARDED.filter((endpoint) => endpoint.for === "admin"))(
    "$method $path is not for agents",
    async (endpoint) => {
      errorOf(await reach(endpoint, { token: agent.token }), 403);
    },
  );

  test.for(GUARDED.filter((endpoint) => endpoint.for === "customer"))(
    "$method $path is not for staff",
    async (endpoint) => {
      errorOf(await reach(endpoint, { token: agent.token }), 403);
    },
  );

  test.for(WRITES)("$method $path takes no cookie from another site", async (endpoint) => {
    const { cookie } = userOf(endpoint);
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    ]) {
      const answer = await reach(endpoint, { cookie, headers });
      expect(errorOf(answer, 403).reason).toBe("cross_origin");
    }
  });

  test.for(ENDPOINTS.filter(({ method, for: who }) => method === "GET" && who !== "anybody"))(
    "$method $path says the same by cookie as by token",
    async (endpoint) => {
      if (
        endpoint.path.includes("uploads") ||
        /\/(realtime-token|stream|audit|csv|ics|download)$/.test(endpoint.path)
      )
        return;
      const who = userOf(endpoint);
      const [byToken, byCookie] = await Promise.all([
        reach(endpoint, { token: who.token }),
        reach(endpoint, { cookie: who.cookie }),
      ]);
      expect(byCookie.status).toBe(200);
      // The lists of staff move while others work.
      if (/^\/api\/admin\/\w+$/.test(endpoint.path)) return;
      expect(byCookie.json).toEqual(byToken.json);
    },
  );

  test.for(GUARDED.filter(({ path }) => path.includes("[id]")))(
    "$method $path hides what is somebody else's, and what is not there",
    async (endpoint) => {
      const isStaff = isOfDesk(endpoint);
      const { token } = isStaff ? userOf(endpoint) : stranger;
      const ids = [
        NOBODYS,
        "TKT-1999-00001",
        "nonsense",
        "..%2f..%2fadmin",
        "%00",
        "%E0%A4%A",
        "x".repeat(2_000),
      ];
      const { id: own, number = own } = thingOf(endpoint);
      for (const id of isStaff ? ids : [own, number, ...ids]) {
        errorOf(await reach(endpoint, { token }, id), 404);
      }
    },
  );
});

describe("a token", () => {
  const secret = () => inject("app").supabase.SUPABASE_JWT_SECRET;
  const now = Math.floor(Date.now() / 1000);
  const claims = () => ({ sub: customer.id, role: "authenticated", aud: "authenticated", exp: now + 600 });
  const unsigned = (alg: string) =>
    `${btoa(`{"alg":"${alg}","typ":"JWT"}`)}.${btoa(JSON.stringify(claims()))}.`.replaceAll("=", "");

  const worthless: [string, () => string][] = [
    ["that has expired", () => signJwt({ ...claims(), exp: now - 1 }, secret())],
    ["with another signature", () => signJwt(claims(), "another-secret-of-at-least-thirty-two-characters")],
    ["without a signature", () => unsigned("none")],
    ["without a signature, in capitals", () => unsigned("NONE")],
    ["of another algorithm", () => `${unsigned("RS256")}AAAA`],
    [
      "of the database's own role",
      () => signJwt({ ...claims(), sub: undefined, role: "service_role" }, secret()),
    ],
    ["of nobody", () => signJwt({ ...claims(), sub: NOBODYS }, secret())],
    ["for another audience", () => signJwt({ ...claims(), aud: "anon" }, secret())],
    ["of a session that never was", () => signJwt({ ...claims(), session_id: NOBODYS }, secret())],
    ["that is the public key", () => inject("app").supabase.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY],
    ["that is the secret key", () => inject("app").supabase.SUPABASE_SECRET_KEY],
    ["that is none", () => "nonsense"],
  ];

  test.for(worthless)("%s opens nothing", async ([, make]) => {
    errorOf(await call("/api/portal/tickets", { token: make() }), 401);
    const cookie = { access_token: make(), refresh_token: "x", expires_at: now + 600 };
    const packed = `portico-session=base64-${Buffer.from(JSON.stringify(cookie)).toString("base64url")}`;
    errorOf(await call("/api/portal/tickets", { cookie: packed }), 401);
  });

  test("of its owner does", async () => {
    dataOf(await call("/api/portal/tickets", { token: customer.token }));
  });
});

/** Sends the beginning of a body that is said to be longer, and hangs up. */
function breakOff(path: string, part: string): Promise<void> {
  const headers = {
    authorization: `Bearer ${customer.token}`,
    "content-type": "application/json",
    "content-length": 1_000,
  };
  return new Promise((resolve) => {
    const sending = request(inject("app").url + path, { method: "POST", headers });
    sending.on("error", () => undefined).on("close", resolve);
    sending.write(part, () => sending.destroy());
  });
}

describe("a body", () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    call("/api/portal/tickets", { token: customer.token, body, headers });

  test("that is no JSON is 400", async () => {
    for (const body of ["{", "{'a': 1}", "subject=x", "\u0000", '{"subject": "\\ud8"}'])
      errorOf(await post(body), 400);
  });

  test("that is other JSON is 422", async () => {
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    for (const body of ["[]", "null", "1", '"text"', '{"__proto__": {"subject": "x"}}', deep]) {
      errorOf(await post(body), 422);
    }
  });

  test("of another type is 415", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/xml"]) {
      errorOf(await post('{"subject": "x"}', { "content-type": type }), 415);
    }
  });

  test("that is too large is 413", async () => {
    errorOf(await post(JSON.stringify({ subject: "x".repeat(300_000) })), 413);
  });

  // That the app calls it no error of its own is what the tear-down of the run looks at.
  test("that breaks off in the middle leaves nothing behind", async () => {
    const title = "Broken off in the middle";
    for (const path of ["/api/portal/tickets", "/api/webhooks/email", "/api/portal/uploads"]) {
      await breakOff(path, `{"subject":"${title}",`);
    }
    const found = await call(`/api/portal/tickets?q=${encodeURIComponent(title)}`, { token: customer.token });
    expect(dataOf(found)).toEqual([]);
  });
});

test("an address that there is not is 404, whoever asks", async () => {
  for (const path of ["/api/portal/tickets/x/y", "/api/nothing", "/api/portal", "/api/admin/%E0%A4%A"]) {
    errorOf(await call(path, { token: customer.token }), 404);
  }
});

test("health says what works", async () => {
  const answer = await call("/api/health");
  const health = { status: "ok", checks: { database: "ok", storage: "ok", jobs: "ok" } };
  expect(answer.json).toEqual({ ...health, data: health });
});

test("the trigger of the jobs is for those who know its secret", async () => {
  errorOf(await call("/api/jobs/run", { method: "POST" }), 401);
  errorOf(await call("/api/jobs/run", { method: "POST", token: agent.token }), 401);
});
