import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { appError, errorCodeForStatus } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { Decision } from "./proposal-schema";
import { type StoredAction, toProposedAction } from "./proposals";
import type { ToolContext } from "./tools/types";
import type { ActionKind, ProposedAction } from "./types";

/**
 * Puts something before the customer that they may confirm: nothing happens by it. The database checks it, and
 * makes what the card says out of what will be done.
 */
export async function proposeAction(
  { viewer, messageId, locale, timeZone }: ToolContext,
  kind: ActionKind,
  input: Record<string, string | number | undefined>,
): Promise<Result<ProposedAction>> {
  const answer = unwrap(
    await viewer.db.rpc("propose_chat_action", { p_message_id: messageId, p_kind: kind, p_input: input }),
  );
  if (!answer.ok) return answer;
  return ok(toProposedAction(answer.value as unknown as StoredAction, { locale, timeZone }));
}

/**
 * The customer's own decision. Confirmed, it is done exactly as its card says, once; a second click gets the first
 * answer. `conflict` with reason `action_expired`, `action_declined` or `action_done`, or with that of the command
 * whose state has changed meanwhile (`quote_superseded`, `ticket_closed` …).
 */
export async function decideProposal(
  viewer: Viewer,
  id: string,
  decision: Decision,
): Promise<Result<ProposedAction>> {
  const command = decision === "confirm" ? "confirm_chat_action" : "decline_chat_action";
  const answer = unwrap(await viewer.db.rpc(command, { p_id: id }));
  if (!answer.ok) return answer;
  const stored = answer.value as unknown as StoredAction;
  const { failure } = stored;
  if (decision === "confirm" && failure) {
    const code = errorCodeForStatus(Number(failure.code.slice(2)));
    return err(appError(code, failure.message, { reason: failure.reason }));
  }
  return ok(toProposedAction(stored, viewer));
}
