import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { signJwt } from "../../supabase/embedded/jwt.ts";
import {
  type Answer,
  call,
  dataOf,
  errorOf,
  NOBODYS,
  newcomer,
  openTicket,
  type Person,
  signedIn,
  type Ticket,
} from "./program.ts";

type Endpoint = { method: string; path: string; for: "customer" | "staff" | "anybody" | "signed-in" };

/** Every call of the API. `[id]` is a ticket's, and in `uploads` a file's. */
const ENDPOINTS: readonly Endpoint[] = [
  { method: "GET", path: "/api/health", for: "anybody" },
  { method: "POST", path: "/api/integrations/[kind]", for: "anybody" },
  { method: "POST", path: "/api/jobs/run", for: "anybody" },
  { method: "POST", path: "/api/portal/auth/login", for: "anybody" },
  { method: "POST", path: "/api/portal/auth/logout", for: "anybody" },
  { method: "POST", path: "/api/portal/auth/register", for: "anybody" },
  { method: "POST", path: "/api/portal/auth/request-otp", for: "anybody" },
  { method: "POST", path: "/api/portal/auth/verify-otp", for: "anybody" },
  { method: "GET", path: "/api/portal/dashboard/stats", for: "customer" },
  { method: "POST", path: "/api/portal/invoices/[id]/checkout", for: "customer" },
  { method: "GET", path: "/api/portal/notifications", for: "signed-in" },
  { method: "GET", path: "/api/portal/notifications/count", for: "signed-in" },
  { method: "POST", path: "/api/portal/notifications/read", for: "signed-in" },
  { method: "GET", path: "/api/portal/realtime-token", for: "signed-in" },
  { method: "GET", path: "/api/portal/tickets", for: "customer" },
  { method: "POST", path: "/api/portal/tickets", for: "customer" },
  { method: "GET", path: "/api/portal/tickets/[id]", for: "customer" },
  { method: "GET", path: "/api/portal/tickets/[id]/messages", for: "customer" },
  { method: "POST", path: "/api/portal/tickets/[id]/messages", for: "customer" },
  { method: "POST", path: "/api/portal/tickets/[id]/rating", for: "customer" },
  { method: "PATCH", path: "/api/portal/tickets/[id]/status", for: "customer" },
  { method: "GET", path: "/api/portal/tickets/categories", for: "signed-in" },
  { method: "GET", path: "/api/portal/tickets/stats", for: "customer" },
  { method: "POST", path: "/api/portal/uploads", for: "signed-in" },
  { method: "DELETE", path: "/api/portal/uploads/[id]", for: "signed-in" },
  { method: "GET", path: "/api/portal/uploads/[id]", for: "signed-in" },
  { method: "GET", path: "/api/admin/customers", for: "staff" },
  { method: "GET", path: "/api/admin/tickets", for: "staff" },
  { method: "POST", path: "/api/admin/tickets", for: "staff" },
  { method: "GET", path: "/api/admin/tickets/[id]", for: "staff" },
  { method: "PATCH", path: "/api/admin/tickets/[id]", for: "staff" },
  { method: "GET", path: "/api/admin/tickets/[id]/messages", for: "staff" },
  { method: "POST", path: "/api/admin/tickets/[id]/messages", for: "staff" },
  { method: "POST", path: "/api/admin/tickets/[id]/resolve", for: "staff" },
  { method: "POST", path: "/api/webhooks/stripe", for: "anybody" },
];
const WRITES = ENDPOINTS.filter(({ method, path }) => method !== "GET" && path !== "/api/jobs/run");
const GUARDED = ENDPOINTS.filter((endpoint) => endpoint.for !== "anybody");

/** An input that the endpoint takes, where it needs one to say more than what is missing. */
const INPUTS: Record<string, Record<string, unknown>> = {
  "POST /api/portal/tickets/[id]/messages": { body: "Any news?" },
  "POST /api/portal/tickets/[id]/rating": { rating: 5 },
  "PATCH /api/portal/tickets/[id]/status": { status: "closed" },
  "PATCH /api/admin/tickets/[id]": { priority: "low" },
  "POST /api/admin/tickets/[id]/messages": { body: "We are looking at it." },
  "POST /api/admin/tickets/[id]/resolve": { resolutionType: "no_action", notes: "It works again." },
};

let customer: Person & { customerId: string };
let stranger: Person;
let agent: Person;
let ticket: Ticket;

beforeAll(async () => {
  [customer, stranger, agent] = await Promise.all([newcomer(), newcomer(), signedIn("agent")]);
  ticket = await openTicket(customer);
});

/** Calls an endpoint with an input that fits it. */
function reach(
  { method, path }: Endpoint,
  id: string,
  options: Parameters<typeof call>[1] = {},
): Promise<Answer> {
  const body = method === "GET" || method === "DELETE" ? undefined : (INPUTS[`${method} ${path}`] ?? {});
  return call(path.replace("[id]", id), { method, ...(body && { body }), ...options });
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
    const answer = await reach(endpoint, ticket.id);
    errorOf(answer, 401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  });

  test.for(GUARDED.filter((endpoint) => endpoint.for === "staff"))(
    "$method $path is not for customers",
    async (endpoint) => {
      errorOf(await reach(endpoint, ticket.id, { token: customer.token }), 403);
    },
  );

  test.for(GUARDED.filter((endpoint) => endpoint.for === "customer"))(
    "$method $path is not for staff",
    async (endpoint) => {
      errorOf(await reach(endpoint, ticket.id, { token: agent.token }), 403);
    },
  );

  test.for(WRITES)("$method $path takes no cookie from another site", async (endpoint) => {
    const cookie = endpoint.for === "staff" ? agent.cookie : customer.cookie;
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    ]) {
      const answer = await reach(endpoint, ticket.id, { cookie, headers });
      expect(errorOf(answer, 403).reason).toBe("cross_origin");
    }
  });

  test.for(ENDPOINTS.filter(({ method, for: who }) => method === "GET" && who !== "anybody"))(
    "$method $path says the same by cookie as by token",
    async (endpoint) => {
      if (endpoint.path.includes("uploads") || endpoint.path.endsWith("realtime-token")) return;
      const who = endpoint.for === "staff" ? agent : customer;
      const [byToken, byCookie] = await Promise.all([
        reach(endpoint, ticket.id, { token: who.token }),
        reach(endpoint, ticket.id, { cookie: who.cookie }),
      ]);
      expect(byCookie.status).toBe(200);
      // The queue of staff moves while others work.
      if (endpoint.path !== "/api/admin/tickets") expect(byCookie.json).toEqual(byToken.json);
    },
  );

  test.for(GUARDED.filter(({ path }) => path.includes("[id]")))(
    "$method $path hides what is somebody else's, and what is not there",
    async (endpoint) => {
      const isStaff = endpoint.for === "staff";
      const { token } = isStaff ? agent : stranger;
      const ids = [
        NOBODYS,
        "TKT-1999-00001",
        "nonsense",
        "..%2f..%2fadmin",
        "%00",
        "%E0%A4%A",
        "x".repeat(2_000),
      ];
      for (const id of isStaff ? ids : [ticket.id, ticket.number, ...ids]) {
        errorOf(await reach(endpoint, id, { token }), 404);
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
