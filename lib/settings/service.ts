import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { toSettings } from "./queries";
import type { SettingsChanges } from "./schema";
import type { Settings } from "./types";

/**
 * Changes what is named. `forbidden` for all but admins, `validation_failed` by field, `conflict` with reason
 * `settings_changed` when somebody else changed them since `expectedRevision`.
 */
export async function changeSettings(
  viewer: Viewer,
  { expectedRevision, ...changes }: SettingsChanges,
): Promise<Result<Settings>> {
  const answer = unwrap(
    await viewer.db.rpc("change_settings", {
      p_changes: changes,
      ...(expectedRevision === undefined ? {} : { p_expected: expectedRevision }),
    }),
  );
  return answer.ok ? ok(toSettings(answer.value)) : answer;
}
