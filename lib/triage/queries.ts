import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { claude } from "@/lib/platform/claude/client";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { ASSIST_TOOLS, type AssistTool, LOCAL_TOOLS } from "./assist";
import type { AssistantSettings } from "./types";

/** The switches of triage and assistant, for a page: a failure is the page's. */
export async function loadAssistantSettings(viewer: Reader): Promise<AssistantSettings> {
  const answer = unwrap(await viewer.db.rpc("get_assistant_settings"));
  if (!answer.ok) throw new Error(`get_assistant_settings: ${answer.error.code}`);
  return answer.value as unknown as AssistantSettings;
}

/** What staff can have done here: all of it with a model, and without one what works by quoting. */
export function assistTools(): readonly AssistTool[] {
  return claude() ? ASSIST_TOOLS : LOCAL_TOOLS;
}
