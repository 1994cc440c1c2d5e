import { NextResponse } from "next/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { adminRoute, customerRoute, memberRoute, publicRoute, staffRoute } from "@/lib/auth/guard";
import { signIn } from "@/lib/auth/service";
import { appError } from "@/lib/core/errors";
import { page } from "@/lib/core/page";
import { err, ok } from "@/lib/core/result";
import { log } from "@/lib/platform/log";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { apiRequest, createJar, createVisitor, routeContext, type TestJar } from "../../helpers/visitor";

type Person = { jar: TestJar; token: string; id: string };

let supabase: TestSupabase;
const people = {} as Record<"customer" | "agent" | "admin", Person>;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  for (const role of ["customer", "agent", "admin"] as const) {
    const { id, email, password } = await supabase.createUser();
    await supabase.sql("update public.portal_users set role = $2::public.user_role where id = $1", [
      id,
      role,
    ]);
    const jar = createJar();
    const signedIn = await signIn({ ...createVisitor(), jar }, { email, password });
    people[role] = { jar, id, token: signedIn.ok ? signedIn.value.session.accessToken : "" };
  }
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

const greet = async ({ viewer }: { viewer: { role: string } }) => ok(viewer.role);

async function call(handler: ReturnType<typeof customerRoute>, ...request: Parameters<typeof apiRequest>) {
  const response = await handler(apiRequest(...request), routeContext());
  return { response, status: response.status, body: response.status === 204 ? null : await response.json() };
}

describe("who may call", () => {
  it.each([
    ["customerRoute", customerRoute({}, greet), [200, 403, 403]],
    ["staffRoute", staffRoute({}, greet), [403, 200, 200]],
    ["adminRoute", adminRoute({}, greet), [403, 403, 200]],
    ["memberRoute", memberRoute({}, greet), [200, 200, 200]],
  ] as const)("%s", async (_name, handler, expected) => {
    const statuses = [];
    for (const role of ["customer", "agent", "admin"] as const) {
      const byCookie = await call(handler, "/x", { jar: people[role].jar });
      const byToken = await call(handler, "/x", { bearer: people[role].token });
      expect(byToken.status).toBe(byCookie.status);
      statuses.push(byCookie.status);
    }
    expect(statuses).toEqual(expected);
  });

  it("nobody without a session, with a broken token, or with somebody's claims under another signature", async () => {
    const [header, payload] = people.admin.token.split(".");
    const tampered = `${header}.${payload}.${"A".repeat(43)}`;
    for (const bearer of [undefined, "x", "a.b.c", tampered]) {
      const { status, body, response } = await call(memberRoute({}, greet), "/x", bearer ? { bearer } : {});
      expect(status).toBe(401);
      expect(body.error.code).toBe("unauthenticated");
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
    }
  });

  it("nobody what belongs to a module that is switched off", async () => {
    const handler = memberRoute({ module: "quotes" }, greet);
    const status = async () => (await call(handler, "/x", { bearer: people.customer.token })).status;
    const set = (value: object) =>
      supabase.sql("update public.app_settings set value = $1 where key = 'modules'", [value]);
    expect(await status()).toBe(200);
    await set({ quotes: false });
    expect(await status()).toBe(404);
    expect(
      (await call(memberRoute({ module: "orders" }, greet), "/x", { bearer: people.agent.token })).status,
    ).toBe(200);
    expect((await call(handler, "/x")).status).toBe(401);
    await set({ quotes: true });
    expect(await status()).toBe(200);
    await set({});
  });

  it("a wrong token is not made up for by a right cookie", async () => {
    const { status } = await call(memberRoute({}, greet), "/x", { bearer: "x", jar: people.customer.jar });
    expect(status).toBe(401);
  });

  it("another site's page may not use the cookie, a program may use the token", async () => {
    const handler = customerRoute({ body: z.object({}) }, greet);
    const evil = { origin: "https://evil.example" };
    const byCookie = await call(handler, "/x", { body: {}, jar: people.customer.jar, headers: evil });
    expect([byCookie.status, byCookie.body.error.reason]).toEqual([403, "cross_origin"]);
    expect(
      (await call(handler, "/x", { body: {}, bearer: people.customer.token, headers: evil })).status,
    ).toBe(200);
    expect((await call(handler, "/x", { body: {}, jar: people.customer.jar })).status).toBe(200);
  });
});

describe("what a handler gets and gives", () => {
  it("gets what it asked for, checked", async () => {
    const handler = customerRoute(
      {
        params: z.object({ id: z.uuid() }),
        query: z.object({ limit: z.coerce.number() }),
        body: z.object({ subject: z.string() }),
        idempotent: true,
        status: 201,
      },
      async ({ viewer, params, query, body, idempotencyKey }) =>
        ok({ id: viewer.id, params, query, body, idempotencyKey }),
    );
    const id = "7f3c2c1e-8f3a-4a52-9d2e-0c8f6f1d2b3a";
    const request = apiRequest("/x?limit=5", {
      body: { subject: "Hello" },
      jar: people.customer.jar,
      headers: { "idempotency-key": "key-1", "x-request-id": "request-1" },
    });
    const response = await handler(request, routeContext({ id }));
    expect(response.status).toBe(201);
    expect(response.headers.get("x-request-id")).toBe("request-1");
    expect(await response.json()).toEqual({
      data: {
        id: people.customer.id,
        params: { id },
        query: { limit: 5 },
        body: { subject: "Hello" },
        idempotencyKey: "key-1",
      },
    });
    const nowhere = apiRequest("/x?limit=5", { body: { subject: "Hello" }, jar: people.customer.jar });
    expect((await handler(nowhere, routeContext({ id: "1" }))).status).toBe(404);
  });

  it("gives data, a page, nothing, a failure, or a response of its own", async () => {
    const answers = [
      [publicRoute({}, async () => ok({ a: 1 })), 200, { data: { a: 1 } }],
      [publicRoute({}, async () => ok(page([1, 2], "next"))), 200, { data: [1, 2], nextCursor: "next" }],
      [publicRoute({}, async () => ok()), 200, { data: null }],
      [publicRoute({ status: 204 }, async () => ok()), 204, null],
      [
        publicRoute({}, async () => err(appError("conflict", "Closed."))),
        409,
        { error: { code: "conflict", message: "Closed.", requestId: expect.any(String) } },
      ],
      [publicRoute({}, async () => NextResponse.json({ own: true }, { status: 202 })), 202, { own: true }],
    ] as const;
    for (const [handler, status, body] of answers) {
      const answer = await call(handler, "/x");
      expect([answer.status, answer.body]).toEqual([status, body]);
      expect(answer.response.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    }
  });

  it("a bug is answered with a reference, and nothing of its text", async () => {
    log.level = "silent";
    const handler = publicRoute({}, async () => {
      throw new Error("select * from secrets");
    });
    const { status, body } = await call(handler, "/x");
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain("secrets");
    expect(body.error.message).toContain(body.error.requestId);
  });

  it("limits each person by themselves", async () => {
    const rateLimit = { name: "test", limit: 2, windowSeconds: 60 };
    const handler = memberRoute({ rateLimit }, greet);
    const as = async (person: Person) => (await call(handler, "/x", { bearer: person.token })).status;
    expect([await as(people.customer), await as(people.customer), await as(people.customer)]).toEqual([
      200, 200, 429,
    ]);
    expect(await as(people.agent)).toBe(200);
  });
});
