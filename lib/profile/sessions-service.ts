import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";

/** Signs out one of the viewer's own devices, or without `id` all but this one. `not_found` for one that is out already. */
export async function endSessions(viewer: Viewer, id?: string): Promise<Result<{ ended: number }>> {
  const answer = unwrap(await viewer.db.rpc("end_sessions", id ? { p_id: id } : {}));
  return answer.ok ? ok(answer.value as unknown as { ended: number }) : answer;
}
