import { describe, expect, it } from "vitest";
import {
  type CookieWrite,
  readSessionCookie,
  sessionCookieWrites,
} from "@/lib/platform/supabase/session-cookie";

const SESSION = {
  access_token: "a.b.c",
  refresh_token: "r",
  expires_at: 1_800_000_000,
  token_type: "bearer",
};

function jar(cookies: Record<string, string>) {
  return { getAll: () => Object.entries(cookies).map(([name, value]) => ({ name, value })) };
}

const encode = (value: unknown) => `base64-${Buffer.from(JSON.stringify(value)).toString("base64url")}`;

describe("the session cookie", () => {
  it("is out of reach for scripts and other sites", () => {
    const session = { accessToken: "a.b.c", refreshToken: "r", expiresAt: 1 };
    const [secure] = sessionCookieWrites(jar({}), session, true);
    expect(secure).toMatchObject({
      name: "__Host-portico-session",
      options: { path: "/", httpOnly: true, sameSite: "lax", secure: true, maxAge: 34_560_000 },
    });
    const [plain] = sessionCookieWrites(jar({}), session, false);
    expect(plain).toMatchObject({ name: "portico-session", options: { httpOnly: true, secure: false } });
  });

  it("is read as it was written, however long it is", async () => {
    for (const length of [10, 1_000, 10_000]) {
      const session = { accessToken: "x".repeat(length), refreshToken: "r", expiresAt: 1_800_000_000 };
      const writes = sessionCookieWrites(jar({}), session, false);
      expect(writes.every(({ value }) => value.length < 4_000)).toBe(true);
      const written = Object.fromEntries(writes.map(({ name, value }) => [name, value]));
      expect(await readSessionCookie(jar(written), false)).toEqual(session);
    }
  });

  it("leaves nothing of a longer one behind", () => {
    const before = jar({ "portico-session.0": "a", "portico-session.1": "b", "portico-session-other": "c" });
    const removed = (writes: CookieWrite[]) =>
      writes.filter(({ options }) => options.maxAge === 0).map(({ name }) => name);
    const session = { accessToken: "a.b.c", refreshToken: "r", expiresAt: 1 };
    const chunks = ["portico-session.0", "portico-session.1"];
    expect(removed(sessionCookieWrites(before, session, false))).toEqual(chunks);
    expect(removed(sessionCookieWrites(before, null, false))).toEqual(chunks);
    expect(sessionCookieWrites(jar({ theme: "dark" }), null, false)).toEqual([]);
  });

  it("is read whole or in chunks", async () => {
    const expected = { accessToken: "a.b.c", refreshToken: "r", expiresAt: 1_800_000_000 };
    const text = encode(SESSION);
    expect(await readSessionCookie(jar({ "portico-session": text }), false)).toEqual(expected);
    const chunks = { "portico-session.0": text.slice(0, 40), "portico-session.1": text.slice(40) };
    expect(await readSessionCookie(jar(chunks), false)).toEqual(expected);
  });

  it.each([
    ["none", {}],
    ["garbage", { "portico-session": "base64-%%%" }],
    ["unencoded", { "portico-session": JSON.stringify(SESSION) }],
    ["a list", { "portico-session": encode([]) }],
    ["half a session", { "portico-session": encode({ access_token: "a" }) }],
    ["of plain HTTP on an HTTPS site", { "portico-session": encode(SESSION) }, true],
  ])("counts as absent when %s", async (_what, cookies, isHttps = false) => {
    expect(await readSessionCookie(jar(cookies as Record<string, string>), isHttps)).toBeNull();
  });
});
