import "server-only";
import { createHash } from "node:crypto";
import type { SetAllCookies } from "@supabase/ssr";
import { getEnv } from "../env";
import { createUserClient } from "./server";
import { type CookieReader, readSessionCookie, type StoredSession } from "./session-cookie";

/** A token is renewed when it has less than this left, so that a page and its calls outlive no token. */
const RENEW_BEFORE_SECONDS = 90;

type Written = Parameters<SetAllCookies>;
type Renewal = { session: StoredSession | null; writes: Written[] };

/**
 * Renewals under way or just done, by refresh token. A page, its images and its prefetches arrive
 * together with the same old token; a second use of it would look like theft to the auth server.
 */
const renewals = new Map<string, Promise<Renewal>>();
const REMEMBER_MS = 10_000;

/**
 * The session of these cookies, renewed when it is about to end. Asks nobody while the token is fresh.
 * `write` gets the new cookies, or the removal of dead ones, and the cache headers that belong to them.
 * Null when nobody is signed in.
 */
export async function renewSession(
  cookies: CookieReader,
  write: SetAllCookies,
  now: Date,
): Promise<StoredSession | null> {
  const session = await readSessionCookie(cookies, getEnv().isHttps);
  if (!session) return null;
  if (session.expiresAt - now.getTime() / 1000 > RENEW_BEFORE_SECONDS) return session;
  const renewal = await renewOnce(session, cookies);
  for (const written of renewal.writes) await write(...written);
  return renewal.session;
}

function renewOnce(session: StoredSession, cookies: CookieReader): Promise<Renewal> {
  const key = createHash("sha256").update(session.refreshToken).digest("base64url");
  const underWay = renewals.get(key);
  if (underWay) return underWay;
  const renewal = renew(cookies);
  renewals.set(key, renewal);
  const forget = () => renewals.delete(key);
  renewal.then(() => setTimeout(forget, REMEMBER_MS).unref(), forget);
  return renewal;
}

async function renew(cookies: CookieReader): Promise<Renewal> {
  const writes: Written[] = [];
  const client = createUserClient({
    getAll: () => cookies.getAll(),
    setAll: (...written) => {
      writes.push(written);
    },
  });
  const { data } = await client.auth.getSession();
  if (!data.session) return { session: null, writes };
  const { access_token, refresh_token, expires_at } = data.session;
  return {
    session: { accessToken: access_token, refreshToken: refresh_token, expiresAt: expires_at ?? 0 },
    writes,
  };
}
