import "server-only";
import { createServerClient, type SetAllCookies } from "@supabase/ssr";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { getEnv } from "../env";
import type { Database } from "./database.types";
import { DATA_OPTIONS, NO_SESSION } from "./options";
import { type CookieReader, sessionCookieOptions } from "./session-cookie";

export type Db = SupabaseClient<Database>;

/** Where a session is read from and written to: Next's cookie store, or a response in the making. */
export type CookieJar = CookieReader & { setAll: SetAllCookies };

/**
 * The client for signing in and out: it keeps the session in `cookies`. Only where cookies can be
 * written (actions, route handlers, the proxy); a refresh that is not written back signs people out.
 */
export function createUserClient(cookies: CookieJar): Db {
  const env = getEnv();
  return createServerClient<Database>(env.supabaseUrl, env.publishableKey, {
    cookieOptions: sessionCookieOptions(env.isHttps),
    db: DATA_OPTIONS,
    // The user object stays out of the cookie: it would not fit into one, and the database knows better.
    cookies: { getAll: () => cookies.getAll(), setAll: cookies.setAll, encode: "tokens-only" },
  });
}

/**
 * The client for data: every call is made as the owner of `accessToken`, so that row-level security
 * decides. It never refreshes the token, so a page can use it while it renders.
 */
export function createBearerClient(accessToken: string, headers: Record<string, string> = {}): Db {
  const env = getEnv();
  return createClient<Database>(env.supabaseUrl, env.publishableKey, {
    accessToken: async () => accessToken,
    db: DATA_OPTIONS,
    global: { headers },
  });
}

/** The client of a visitor who is not signed in. */
export function createAnonClient(): Db {
  const env = getEnv();
  return createClient<Database>(env.supabaseUrl, env.publishableKey, {
    auth: NO_SESSION,
    db: DATA_OPTIONS,
  });
}
