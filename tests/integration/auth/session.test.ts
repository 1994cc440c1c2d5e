import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signIn } from "@/lib/auth/service";
import { renewSession, storeSession } from "@/lib/platform/supabase/session";
import { readSessionCookie } from "@/lib/platform/supabase/session-cookie";
import { proxy } from "@/proxy";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { createJar, createVisitor, SITE, type TestJar } from "../../helpers/visitor";

let supabase: TestSupabase;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
});
afterAll(() => supabase.close());

async function signedInJar(): Promise<TestJar> {
  const { email, password } = await supabase.createUser();
  const jar = createJar();
  await signIn({ ...createVisitor(), jar }, { email, password });
  return jar;
}

/** The cookies of somebody whose access token ends in so many seconds. */
async function agedJar(secondsLeft = 5): Promise<TestJar> {
  const jar = await signedInJar();
  const stored = await readSessionCookie(jar, false);
  if (!stored) throw new Error("not signed in");
  storeSession(jar, { ...stored, expiresAt: Math.floor(Date.now() / 1000) + secondsLeft });
  return jar;
}

const view = (path: string, jar: TestJar, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`${SITE}${path}`, { headers: { cookie: jar.header(), ...headers } }));

describe("a session", () => {
  it("is left alone while it is fresh", async () => {
    const jar = await signedInJar();
    const before = jar.header();
    const session = await renewSession(jar, new Date());
    expect(session?.accessToken).toMatch(/\./);
    expect(jar.header()).toBe(before);
  });

  it("is renewed shortly before it ends, once for all that ask together", async () => {
    const jar = await agedJar();
    const stored = await readSessionCookie(jar, false);
    const copies = Array.from({ length: 5 }, () => {
      const copy = createJar();
      storeSession(copy, stored);
      return copy;
    });
    const sessions = await Promise.all(copies.map((copy) => renewSession(copy, new Date())));
    expect(new Set(sessions.map((session) => session?.refreshToken)).size).toBe(1);
    expect(new Set(copies.map((copy) => copy.header())).size).toBe(1);
    expect(copies[0]?.header()).not.toBe(jar.header());
    const renewed = await readSessionCookie(copies[0] ?? jar, false);
    expect(renewed?.expiresAt).toBeGreaterThan(Date.now() / 1000 + 3000);
  });

  it("that was ended elsewhere is cleared away when it would be renewed", async () => {
    const jar = await agedJar(-5);
    await supabase.sql("delete from auth.sessions");
    expect(await renewSession(jar, new Date())).toBeNull();
    expect(jar.getAll()).toEqual([]);
  });
});

describe("the proxy", () => {
  it("renews for the page it is about to render, and for the browser", async () => {
    const jar = await agedJar();
    const response = await view("/portal/tickets", jar);
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^portico-session=base64-.*HttpOnly/i);
    expect(response.headers.get("cache-control")).toContain("no-store");
    const value = /=([^;]+)/.exec(cookie)?.[1] ?? "";
    expect(response.headers.get("x-middleware-request-cookie")).toContain(value);
  });

  it("sends visitors of member pages to sign in, and back afterwards", async () => {
    const visitor = createJar();
    const target = async (path: string) => {
      const location = (await view(path, visitor)).headers.get("location");
      return location?.slice(new URL(location).origin.length) ?? null;
    };
    expect(await target("/portal/tickets?status=new")).toBe("/login?next=%2Fportal%2Ftickets%3Fstatus%3Dnew");
    expect(await target("/admin")).toBe("/login?next=%2Fadmin");
    for (const path of ["/", "/login", "/portals", "/administrator", "/api/portal/tickets"]) {
      expect(await target(path)).toBeNull();
    }
  });

  it("lets a form through whose session has ended, so that it can answer with what was typed", async () => {
    const request = new NextRequest(`${SITE}/portal/tickets/new`, {
      method: "POST",
      headers: { "next-action": "x" },
    });
    expect((await proxy(request)).headers.get("location")).toBeNull();
  });

  it("gives pages a nonce of their own each time, and calls a policy that allows nothing", async () => {
    const nonceOf = async () => {
      const response = await view("/login", createJar());
      const policy = response.headers.get("content-security-policy") ?? "";
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      expect(response.headers.get("x-middleware-request-x-nonce")).toBe(nonce);
      expect(response.headers.get("x-middleware-request-content-security-policy")).toBe(policy);
      return nonce;
    };
    const [first, second] = [await nonceOf(), await nonceOf()];
    expect(first).toMatch(/^[\w+/]{22}==$/);
    expect(first).not.toBe(second);
    const api = await view("/api/health", createJar());
    expect(api.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(api.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("gives each request an id, and keeps one that looks like an id", async () => {
    const idOf = async (given: Record<string, string>) =>
      (await view("/login", createJar(), given)).headers.get("x-request-id");
    expect(await idOf({})).toMatch(/^[\w-]{36}$/);
    expect(await idOf({ "x-request-id": "load-balancer-1" })).toBe("load-balancer-1");
    expect(await idOf({ "x-request-id": 'x","level":"error' })).toMatch(/^[\w-]{36}$/);
  });
});
