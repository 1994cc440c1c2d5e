import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { Retention } from "./types";

/** How long data stay, and what each policy would touch now. Throws when it cannot be read. */
export async function loadRetention(viewer: Reader): Promise<Retention> {
  const answer = unwrap(await viewer.db.rpc("get_retention"));
  if (!answer.ok) throw new Error(`cannot read the retention policies: ${answer.error.code}`);
  return answer.value as unknown as Retention;
}
