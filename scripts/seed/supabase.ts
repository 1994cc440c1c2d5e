import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { Database, Json } from "../../lib/platform/supabase/database.types.ts";
import { UserError } from "../lib/steps.ts";
import type { ImportPart } from "./rows.ts";

export type Supabase = SupabaseClient<Database>;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A client that may do everything, for a Supabase on this machine; made-up people belong nowhere else. */
export function connect(url: string, secretKey: string): Supabase {
  if (!LOOPBACK.test(new URL(url).hostname)) {
    throw new UserError(
      `Demo data are for a Supabase on this machine, and ${url} is not: unset NEXT_PUBLIC_SUPABASE_URL.`,
    );
  }
  return createClient<Database>(url, secretKey, { auth: { persistSession: false, autoRefreshToken: false } });
}

/** Inserts rows that are not there yet, all or nothing; says how many were new. */
export async function importParts(supabase: Supabase, parts: readonly ImportPart[]): Promise<number> {
  return expectData(await supabase.rpc("import_rows", { p_parts: parts as unknown as Json }));
}

type Answer = { error: { message: string; details?: string } | null };

/** The data of an answer; throws what went wrong instead. */
export function expectData<T>(answer: Answer & { data: T }): NonNullable<T> {
  expectOk(answer);
  return answer.data as NonNullable<T>;
}

export function expectOk({ error }: Answer): void {
  if (error) throw new Error([error.message, error.details].filter(Boolean).join(": "));
}
