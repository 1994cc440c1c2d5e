import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { RetentionInput } from "./schema";
import type { RetentionPolicy } from "./types";

/**
 * Sets how long data of a policy stay, and whether it is kept. `forbidden` for all but admins, `validation_failed`
 * beyond the bounds, `conflict` with reason `policy_changed` when somebody else was quicker.
 */
export async function changeRetention(
  viewer: Viewer,
  { key, ...changes }: RetentionInput,
): Promise<Result<RetentionPolicy>> {
  const answer = unwrap(await viewer.db.rpc("change_retention", { p_key: key, p_changes: changes }));
  return answer.ok ? ok(answer.value as unknown as RetentionPolicy) : answer;
}
