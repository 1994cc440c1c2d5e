import { combineChunks, stringFromBase64URL } from "@supabase/ssr";

/** What the session cookie holds. Times are seconds since 1970. */
export type StoredSession = { accessToken: string; refreshToken: string; expiresAt: number };

export type CookieReader = { getAll(): { name: string; value: string }[] };

const PREFIX = "base64-";

/** The name and attributes of the session cookie: script cannot read it, other sites cannot send it. */
export function sessionCookieOptions(isHttps: boolean) {
  return {
    // The prefix makes browsers refuse such a cookie from a subdomain or from plain HTTP.
    name: isHttps ? "__Host-portico-session" : "portico-session",
    path: "/",
    httpOnly: true,
    sameSite: "lax" as const,
    secure: isHttps,
  };
}

/**
 * Reads the session from the cookies without asking anybody, or null when there is none. Nothing in it
 * is verified: it says which token to present, not who the visitor is.
 */
export async function readSessionCookie(
  cookies: CookieReader,
  isHttps: boolean,
): Promise<StoredSession | null> {
  const { name } = sessionCookieOptions(isHttps);
  const all = new Map(cookies.getAll().map((cookie) => [cookie.name, cookie.value]));
  const text = await combineChunks(name, (chunk) => all.get(chunk) ?? null);
  if (!text?.startsWith(PREFIX)) return null;
  try {
    const session: unknown = JSON.parse(stringFromBase64URL(text.slice(PREFIX.length)));
    return toStoredSession(session);
  } catch {
    return null;
  }
}

function toStoredSession(session: unknown): StoredSession | null {
  if (typeof session !== "object" || session === null) return null;
  const { access_token, refresh_token, expires_at } = session as Record<string, unknown>;
  if (typeof access_token !== "string" || typeof refresh_token !== "string") return null;
  if (typeof expires_at !== "number") return null;
  return { accessToken: access_token, refreshToken: refresh_token, expiresAt: expires_at };
}
