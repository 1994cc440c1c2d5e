import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { SlaSettings } from "./types";

/** Policies, hours, holidays and closing. `forbidden` for customers. */
async function getSlaSettings(viewer: Reader): Promise<Result<SlaSettings>> {
  const answer = unwrap(await viewer.db.rpc("get_sla_settings"));
  return answer.ok ? ok(answer.value as unknown as SlaSettings) : answer;
}

/** `getSlaSettings` for a page: a failure is the page's. */
export async function loadSlaSettings(viewer: Reader): Promise<SlaSettings> {
  const settings = await getSlaSettings(viewer);
  if (!settings.ok) throw new Error(`get_sla_settings: ${settings.error.code}`);
  return settings.value;
}
