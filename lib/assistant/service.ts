import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { stopHere } from "./answer-channel";
import type { ChatSession } from "./chat-types";
import type { EscalationInput, FeedbackInput } from "./schema";

/** Gives a conversation another title. */
export async function renameChat(viewer: Viewer, id: string, title: string): Promise<Result<ChatSession>> {
  const answer = unwrap(await viewer.db.rpc("rename_chat_session", { p_id: id, p_title: title }));
  return answer.ok ? ok(answer.value as unknown as ChatSession) : answer;
}

/** Deletes a conversation, for good after ten minutes; a ticket that came from it keeps the transcript. */
export async function deleteChat(viewer: Viewer, id: string): Promise<Result<undefined>> {
  const answer = unwrap(await viewer.db.rpc("delete_chat_session", { p_id: id }));
  return answer.ok ? ok() : answer;
}

/** Brings back a conversation that was deleted within the last ten minutes; `not_found` when it is too late. */
export async function restoreChat(viewer: Viewer, id: string): Promise<Result<ChatSession>> {
  const answer = unwrap(await viewer.db.rpc("restore_chat_session", { p_id: id }));
  return answer.ok ? ok(answer.value as unknown as ChatSession) : answer;
}

/** Stops the answer that is being written, wherever it is; the part that has come stays. */
export async function stopChatAnswer(
  viewer: Viewer,
  id: string,
): Promise<Result<{ messageId: string | null }>> {
  const answer = unwrap(await viewer.db.rpc("stop_chat_answer", { p_session_id: id }));
  if (!answer.ok) return answer;
  const stopped = answer.value as unknown as { messageId: string | null };
  if (stopped.messageId) stopHere(stopped.messageId);
  return ok(stopped);
}

/** Says whether an answer helped. Said again, it replaces what was said before. */
export async function rateChatAnswer(
  viewer: Viewer,
  id: string,
  { messageId, helpful, reason }: FeedbackInput,
): Promise<Result<{ messageId: string; feedback: "up" | "down" | null; reason: string | null }>> {
  const answer = unwrap(
    await viewer.db.rpc("rate_chat_answer", {
      p_session_id: id,
      p_message_id: messageId,
      // The generated types know no nulls of parameters.
      p_helpful: helpful as boolean,
      ...(reason ? { p_reason: reason } : {}),
    }),
  );
  if (!answer.ok) return answer;
  return ok(answer.value as unknown as { messageId: string; feedback: "up" | "down" | null; reason: string });
}

/** Makes a ticket of a conversation. There is one for each, however often and with whatever key it is asked for. */
export async function escalateChat(
  viewer: Viewer,
  id: string,
  input: EscalationInput,
  key: string,
): Promise<Result<{ ticket: { id: string; number: string } }>> {
  const answer = unwrap(
    await viewer.db.rpc("escalate_chat_session", { p_key: key, p_id: id, p_input: input }),
  );
  if (!answer.ok) return answer;
  const { id: ticketId, number } = answer.value as unknown as { id: string; number: string };
  return ok({ ticket: { id: ticketId, number } });
}
