import { beforeAll, expect, it } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { POST as login } from "@/app/api/portal/auth/login/route";
import { GET as realtimeToken } from "@/app/api/portal/realtime-token/route";
import { log } from "@/lib/platform/log";
import { consumeRateLimit } from "@/lib/platform/rate-limit";
import { renewSession, storeSession } from "@/lib/platform/supabase/session";
import { stubEnv } from "../../helpers/env";
import { apiRequest, createJar, routeContext } from "../../helpers/visitor";

// Nothing listens where this environment says that Supabase is.
beforeAll(() => {
  stubEnv();
  log.level = "silent";
});

it("a limit that cannot be counted lets nobody through", async () => {
  const limited = await consumeRateLimit({ name: "x", limit: 1, windowSeconds: 1 }, "somebody");
  expect(limited).toMatchObject({ ok: false, error: { code: "unavailable" } });
  const body = { email: "a@example.com", password: "purple onion train" };
  const response = await login(apiRequest("/api/portal/auth/login", { body }), routeContext());
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("30");
});

it("somebody whose token cannot be checked is not taken for signed out", async () => {
  const claims = { sub: "1", aud: "authenticated", exp: Math.floor(Date.now() / 1000) + 60 };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const bearer = `${part({ alg: "HS256" })}.${part(claims)}.c2ln`;
  const response = await realtimeToken(apiRequest("/api/portal/realtime-token", { bearer }), routeContext());
  expect(response.status).toBe(503);
});

it("a session that cannot be renewed stays, to be renewed later", async () => {
  const jar = createJar();
  const session = { accessToken: "a.b.c", refreshToken: "r", expiresAt: 1 };
  storeSession(jar, session);
  const before = jar.header();
  expect(await renewSession(jar, new Date())).toEqual(session);
  expect(jar.header()).toBe(before);
});

it("health says what fails, and no more", async () => {
  const response = await health(apiRequest("/api/health"), routeContext());
  expect(response.status).toBe(503);
  const state = { status: "failing", checks: { database: "failing", storage: "failing", jobs: "failing" } };
  expect(await response.json()).toEqual({ ...state, data: state });
});
