import "server-only";
import { createHash } from "node:crypto";
import { getEnv } from "../env";
import { log } from "../log";
import {
  type CookieReader,
  type CookieWrite,
  readSessionCookie,
  SESSION_CACHE_HEADERS,
  type StoredSession,
  sessionCookieWrites,
} from "./session-cookie";

/**
 * Where a session is read from and written to: a request and its answer. The session is kept by these
 * functions and not by the server client of `@supabase/ssr`, which would renew it wherever it is made,
 * also in the middle of rendering a page, when no cookie can be set any more.
 */
export type CookieJar = CookieReader & {
  /** Sets cookies, with the headers that keep the answer out of shared caches. */
  setAll(cookies: CookieWrite[], headers: Record<string, string>): void;
};

/** A token is renewed when it has less than this left, so that a page and its calls outlive no token. */
const RENEW_BEFORE_SECONDS = 90;
const RENEW_TIMEOUT_MS = 5_000;

/** The new session, null for one that has ended, or undefined when the auth server gave no clear answer. */
type Renewal = StoredSession | null | undefined;

/**
 * Renewals under way or just done, by refresh token. A page, its images and its prefetches arrive
 * together with the same old token; a second use of it would look like theft to the auth server.
 */
const renewals = new Map<string, Promise<Renewal>>();
const REMEMBER_MS = 10_000;

/**
 * The session of these cookies, renewed when it is about to end; asks nobody while it is fresh. Null when
 * nobody is signed in. While the auth server cannot be reached, the old session stays, even an expired one.
 */
export async function renewSession(jar: CookieJar, now: Date): Promise<StoredSession | null> {
  const session = await readSessionCookie(jar, getEnv().isHttps);
  if (!session || session.expiresAt - now.getTime() / 1000 > RENEW_BEFORE_SECONDS) return session;
  const renewed = await renewOnce(session.refreshToken);
  if (renewed === undefined) return session;
  storeSession(jar, renewed);
  return renewed;
}

/** Keeps a session in the cookies, or with null forgets the one that is there. */
export function storeSession(jar: CookieJar, session: StoredSession | null): void {
  const writes = sessionCookieWrites(jar, session, getEnv().isHttps);
  if (writes.length > 0) jar.setAll(writes, SESSION_CACHE_HEADERS);
}

function renewOnce(refreshToken: string): Promise<Renewal> {
  const key = createHash("sha256").update(refreshToken).digest("base64url");
  const underWay = renewals.get(key);
  if (underWay) return underWay;
  const renewal = renew(refreshToken);
  renewals.set(key, renewal);
  const forget = () => renewals.delete(key);
  renewal.then(() => setTimeout(forget, REMEMBER_MS).unref(), forget);
  return renewal;
}

/**
 * One request, by hand: supabase-js would repeat a failing one for half a minute, and this happens before
 * a page is rendered.
 */
async function renew(refreshToken: string): Promise<Renewal> {
  const { supabaseUrl, publishableKey } = getEnv();
  try {
    const response = await fetch(`${supabaseUrl}/auth/v1/token?grant_type=refresh_token`, {
      method: "POST",
      headers: { apikey: publishableKey, "Content-Type": "application/json" },
      body: JSON.stringify({ refresh_token: refreshToken }),
      signal: AbortSignal.timeout(RENEW_TIMEOUT_MS),
    });
    if (response.ok) return toStoredSession((await response.json()) as SupabaseSession);
    const isRefused = response.status >= 400 && response.status < 500 && response.status !== 429;
    return isRefused ? null : undefined;
  } catch (error) {
    log.warn({ err: error }, "session not renewed");
    return undefined;
  }
}

type SupabaseSession = { access_token: string; refresh_token: string; expires_at?: number | undefined };

/** Supabase's session as the cookie holds it. */
export function toStoredSession(session: SupabaseSession): StoredSession {
  const { access_token: accessToken, refresh_token: refreshToken, expires_at: expiresAt = 0 } = session;
  return { accessToken, refreshToken, expiresAt };
}
