import { createClient } from "@supabase/supabase-js";
import type { Database } from "../../lib/platform/supabase/database.types.ts";
import { SECRET_KEY } from "../../supabase/embedded/keys.ts";
import { portFrom } from "../lib/ports.ts";
import { startEmbedded } from "../lib/stack.ts";
import { UserError } from "../lib/steps.ts";
import type { Supabase } from "../seed/supabase.ts";

/**
 * The Supabase that the environment names, hosted or not, with the secret key; else the embedded one, which is
 * started for as long as it takes.
 */
export async function openDatabase(): Promise<Supabase> {
  const named = process.env.NEXT_PUBLIC_SUPABASE_URL;
  const port = portFrom("PORTICO_EMBEDDED_PORT", 54321);
  const url = named || `http://127.0.0.1:${port}`;
  const key =
    process.env.SUPABASE_SECRET_KEY || process.env.SUPABASE_SERVICE_ROLE_KEY || (named ? "" : SECRET_KEY);
  if (!key) throw new UserError("SUPABASE_SECRET_KEY is missing: the secret key of the Supabase project.");
  if (!(await answers(url))) {
    if (named)
      throw new UserError(`No Supabase answers at ${url}: start it, or unset NEXT_PUBLIC_SUPABASE_URL.`);
    await startEmbedded({ port });
  }
  return createClient<Database>(url, key, { auth: { persistSession: false, autoRefreshToken: false } });
}

function answers(url: string): Promise<boolean> {
  return fetch(`${url}/auth/v1/health`, { signal: AbortSignal.timeout(5_000) }).then(
    () => true,
    () => false,
  );
}
