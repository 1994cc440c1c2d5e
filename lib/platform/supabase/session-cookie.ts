import {
  combineChunks,
  createChunks,
  isChunkLike,
  stringFromBase64URL,
  stringToBase64URL,
} from "@supabase/ssr";

/** What the session cookie holds, in the form of `@supabase/ssr`. `expiresAt` is in seconds since 1970. */
export type StoredSession = { accessToken: string; refreshToken: string; expiresAt: number };

export type CookieWrite = { name: string; value: string; options: ReturnType<typeof sessionCookieOptions> };

export type CookieReader = { getAll(): { name: string; value: string }[] };

const PREFIX = "base64-";
/** As long as browsers keep a cookie. When the session ends is for the auth server to say. */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

/** An answer with a session cookie must be in no shared cache: it would sign others in. */
export const SESSION_CACHE_HEADERS = {
  "Cache-Control": "private, no-cache, no-store, must-revalidate, max-age=0",
  Expires: "0",
  Pragma: "no-cache",
};

/** The prefix makes browsers refuse such a cookie from a subdomain or from plain HTTP. */
function sessionCookieName(isHttps: boolean): string {
  return isHttps ? "__Host-portico-session" : "portico-session";
}

/** Script cannot read the cookie, other sites cannot send it. */
function sessionCookieOptions(isHttps: boolean, maxAge: number) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isHttps, maxAge } as const;
}

/**
 * Reads the session from the cookies without asking anybody, or null when there is none. Nothing in it
 * is verified: it says which token to present, not who the visitor is.
 */
export async function readSessionCookie(
  cookies: CookieReader,
  isHttps: boolean,
): Promise<StoredSession | null> {
  const all = new Map(cookies.getAll().map((cookie) => [cookie.name, cookie.value]));
  const text = await combineChunks(sessionCookieName(isHttps), (chunk) => all.get(chunk) ?? null);
  if (!text?.startsWith(PREFIX)) return null;
  try {
    return toStoredSession(JSON.parse(stringFromBase64URL(text.slice(PREFIX.length))));
  } catch {
    return null;
  }
}

/** The cookies to set for a session, or for none, over those that the browser has. */
export function sessionCookieWrites(
  cookies: CookieReader,
  session: StoredSession | null,
  isHttps: boolean,
): CookieWrite[] {
  const name = sessionCookieName(isHttps);
  const chunks = session
    ? createChunks(name, PREFIX + stringToBase64URL(JSON.stringify(toStored(session))))
    : [];
  const kept = new Set(chunks.map((chunk) => chunk.name));
  const stale = cookies.getAll().filter((cookie) => isChunkLike(cookie.name, name) && !kept.has(cookie.name));
  return [
    ...stale.map((cookie) => ({ name: cookie.name, value: "", options: sessionCookieOptions(isHttps, 0) })),
    ...chunks.map((chunk) => ({ ...chunk, options: sessionCookieOptions(isHttps, MAX_AGE_SECONDS) })),
  ];
}

function toStored({ accessToken, refreshToken, expiresAt }: StoredSession) {
  return {
    access_token: accessToken,
    refresh_token: refreshToken,
    expires_at: expiresAt,
    token_type: "bearer",
  };
}

function toStoredSession(session: unknown): StoredSession | null {
  if (typeof session !== "object" || session === null) return null;
  const { access_token, refresh_token, expires_at } = session as Record<string, unknown>;
  if (typeof access_token !== "string" || typeof refresh_token !== "string") return null;
  if (typeof expires_at !== "number") return null;
  return { accessToken: access_token, refreshToken: refresh_token, expiresAt: expires_at };
}
