import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { toModules } from "@/lib/core/modules";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { Settings } from "./types";

/** The settings of this installation. `forbidden` for customers. */
export async function getSettings(viewer: Reader): Promise<Result<Settings>> {
  const answer = unwrap(await viewer.db.rpc("get_settings"));
  return answer.ok ? ok(toSettings(answer.value)) : answer;
}

/** `getSettings` for a page: a failure is the page's. */
export async function loadSettings(viewer: Reader): Promise<Settings> {
  const settings = await getSettings(viewer);
  if (!settings.ok) throw new Error(`get_settings: ${settings.error.code}`);
  return settings.value;
}

/** What the database answers, as settings. */
export function toSettings(row: unknown): Settings {
  const settings = row as Settings;
  return { ...settings, modules: toModules(settings.modules) };
}
