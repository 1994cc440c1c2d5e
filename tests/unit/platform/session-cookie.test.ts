import { describe, expect, it } from "vitest";
import { readSessionCookie, sessionCookieOptions } from "@/lib/platform/supabase/session-cookie";

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
    expect(sessionCookieOptions(true)).toEqual({
      name: "__Host-portico-session",
      path: "/",
      httpOnly: true,
      sameSite: "lax",
      secure: true,
    });
    expect(sessionCookieOptions(false)).toMatchObject({
      name: "portico-session",
      httpOnly: true,
      secure: false,
    });
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
