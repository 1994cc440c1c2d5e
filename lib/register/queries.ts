import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { RegisterEntry } from "./types";

/** The processing register, by category and table. `forbidden` for customers. */
export async function getRegister(viewer: Reader): Promise<Result<RegisterEntry[]>> {
  const answer = unwrap(await viewer.db.rpc("get_processing_register"));
  return answer.ok ? ok(answer.value as unknown as RegisterEntry[]) : answer;
}

/** `getRegister` for a page, which has an error boundary for what cannot be read. */
export async function loadRegister(viewer: Reader): Promise<RegisterEntry[]> {
  const register = await getRegister(viewer);
  if (register.ok) return register.value;
  throw new Error(`cannot read the register: ${register.error.code}`);
}
