import "server-only";
import { createClient } from "@supabase/supabase-js";
import { getEnv } from "../env";
import type { Database } from "./database.types";
import { DATA_OPTIONS, NO_SESSION } from "./options";
import type { Db } from "./server";

/**
 * The client that row-level security does not bind. It has no cookies and knows no visitor; which files
 * may import it is a list in `.dependency-cruiser`.
 */
export function createAdminClient(): Db {
  const env = getEnv();
  return createClient<Database>(env.supabaseUrl, env.secretKey, {
    auth: NO_SESSION,
    db: DATA_OPTIONS,
  });
}
