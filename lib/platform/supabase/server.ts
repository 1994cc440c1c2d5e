import "server-only";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { getEnv } from "../env";
import type { Database } from "./database.types";
import { DATA_OPTIONS, NO_SESSION } from "./options";

export type Db = SupabaseClient<Database>;

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

/** The client of a visitor: for what everybody may read, and for signing in. It keeps a session in memory at most. */
export function createAnonClient(): Db {
  const env = getEnv();
  return createClient<Database>(env.supabaseUrl, env.publishableKey, {
    auth: NO_SESSION,
    db: DATA_OPTIONS,
  });
}
