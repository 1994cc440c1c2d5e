import "server-only";
import type { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer";
import { isUuid } from "@/lib/core/ids";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { findTicketId } from "@/lib/tickets/queries";
import type { TicketStatus } from "@/lib/tickets/types";
import type { AssistantChanges, answerInput, judgeInput } from "./schema";
import type { AssistantSettings, TicketInsight } from "./types";

/**
 * What a member of staff makes of what was suggested; accepting or correcting the triage changes the ticket. Each
 * judgement is kept to learn from. `conflict` with reason `insight_changed` when a colleague was faster.
 */
export async function judgeInsight(
  viewer: Viewer,
  ref: string,
  { part, verdict, ...input }: z.infer<typeof judgeInput>,
): Promise<Result<TicketInsight>> {
  const id = await idOf(viewer, ref);
  if (!id.ok) return id;
  const answer = unwrap(
    await viewer.db.rpc("judge_insight", {
      p_ticket_id: id.value,
      p_part: part,
      p_verdict: verdict,
      p_input: input,
    }),
  );
  return answer.ok ? ok(answer.value as unknown as TicketInsight) : answer;
}

/**
 * A customer says whether an automatic answer helped: then their ticket is resolved; if not, a person has it at once.
 * `not_found` where no machine answered. Safe to repeat.
 */
export async function judgeAnswer(
  viewer: Viewer,
  ref: string,
  { helped, reason }: z.infer<typeof answerInput>,
): Promise<Result<{ id: string; number: string; status: TicketStatus }>> {
  const id = await idOf(viewer, ref);
  if (!id.ok) return id;
  const answer = unwrap(
    await viewer.db.rpc("judge_answer", {
      p_ticket_id: id.value,
      p_helped: helped,
      ...(reason ? { p_reason: reason } : {}),
    }),
  );
  return answer.ok
    ? ok(answer.value as unknown as { id: string; number: string; status: TicketStatus })
    : answer;
}

/**
 * Changes what is named. `forbidden` for all but admins, `conflict` with reason `settings_changed` when somebody else
 * changed them since `expectedRevision`.
 */
export async function changeAssistantSettings(
  viewer: Viewer,
  { expectedRevision, ...changes }: AssistantChanges & { expectedRevision: string },
): Promise<Result<AssistantSettings>> {
  const answer = unwrap(
    await viewer.db.rpc("change_assistant_settings", { p_changes: changes, p_expected: expectedRevision }),
  );
  return answer.ok ? ok(answer.value as unknown as AssistantSettings) : answer;
}

/** Commands take ids, and check themselves whether the ticket exists: only a number is looked up. */
async function idOf(viewer: Viewer, ref: string): Promise<Result<string>> {
  return isUuid(ref) ? ok(ref) : findTicketId(viewer, ref);
}
