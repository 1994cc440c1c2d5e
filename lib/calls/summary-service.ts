import "server-only";
import { ok, type Result } from "@/lib/core/result";
import type { ClaudePort } from "@/lib/platform/claude/client";
import { log } from "@/lib/platform/log";
import type { Db } from "@/lib/platform/supabase/server";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { extractSummary } from "./summary";
import { callSummaryAnswer, summaryPrompt } from "./summary-prompt";
import type { Segment } from "./types";

type Subject = {
  callId: string;
  version: number;
  purpose: string;
  text: string;
  segments: Segment[];
  agentName: string | null;
};

const DEADLINE_MS = 45_000;
const MOST_TOKENS = 2_000;

/**
 * Sums a call up: by a language model where there is one, else out of the transcript's own sentences. Nothing of a
 * customer who restricts processing is read. False when there was nothing to do. Safe to repeat.
 */
export async function summariseCall(
  { callId, version }: { callId: string; version: number },
  { db, claude }: { db: Db; claude: ClaudePort | null },
): Promise<Result<boolean>> {
  const found = unwrap(await db.rpc("get_call_to_summarise", { p_call_id: callId, p_version: version }));
  if (!found.ok) return found;
  if (found.value === null) return ok(false);
  const subject = found.value as unknown as Subject;
  const asked = claude ? await askModel(subject, claude) : null;
  const segments = subject.segments.length > 0 ? subject.segments : [{ text: subject.text }];
  const summary = asked ?? { ...extractSummary(segments, subject.agentName), by: "extract" as const };
  const kept = unwrap(
    await db.rpc("record_call_summary", { p_call_id: callId, p_version: version, p_summary: summary }),
  );
  return kept.ok ? ok(Boolean(kept.value)) : kept;
}

async function askModel(subject: Subject, claude: ClaudePort) {
  const { system, content } = summaryPrompt(subject);
  const answer = await claude.ask({
    schema: callSummaryAnswer,
    system,
    messages: [{ role: "user", content }],
    max_tokens: MOST_TOKENS,
    effort: "low",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!answer.ok) {
    log.warn({ callId: subject.callId, fault: answer.error.kind }, "a call was not summed up by the model");
    return null;
  }
  const { value, model } = answer.value;
  if (value.summary.trim() === "") return null;
  const actions = value.actions.filter(({ text }) => text.trim() !== "");
  return { summary: value.summary, actions, by: "model" as const, model };
}
