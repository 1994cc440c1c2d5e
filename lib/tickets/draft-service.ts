import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { isUuid } from "@/lib/core/ids";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { getTemplateValues } from "@/lib/templates/queries";
import type { TemplateValues } from "@/lib/templates/variables";
import type { DraftInput, SendDraftInput } from "./draft-schema";
import type { Delivery, TicketDraft, TicketDrafts } from "./draft-types";
import { explain } from "./field-messages";
import { findTicketId } from "./queries";

/** What the viewer has begun on a ticket and not sent. `forbidden` for customers. */
export async function getDrafts(viewer: Viewer, ref: string): Promise<Result<TicketDrafts>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(await viewer.db.rpc("get_drafts", { p_ticket_id: ticket.value }));
  return answer.ok ? ok(answer.value as unknown as TicketDrafts) : answer;
}

/** `getDrafts` for a page, which has an error boundary for what cannot be read. */
export async function loadDrafts(viewer: Viewer, ticketId: string): Promise<TicketDrafts> {
  const found = await getDrafts(viewer, ticketId);
  if (found.ok) return found.value;
  throw new Error(`cannot read the drafts: ${found.error.code}`);
}

/**
 * Keeps a draft, on every device of its author; null when it is empty and therefore discarded. `conflict`
 * with reason `draft_changed` when another tab changed, sent or discarded it since `version`.
 */
export async function saveDraft(
  viewer: Viewer,
  ref: string,
  input: DraftInput,
): Promise<Result<TicketDraft | null>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(await viewer.db.rpc("save_draft", { p_ticket_id: ticket.value, p_input: input }));
  return answer.ok ? ok(answer.value as unknown as TicketDraft | null) : err(explain(answer.error));
}

/**
 * Sends a reply or keeps a note in ten seconds, until when `undoSend` takes it back. Idempotent by `key`.
 * `conflict` with reason `newer_message` when somebody else wrote after `readUntil`, `ticket_closed` for a
 * reply to a closed ticket.
 */
export async function sendDraft(
  viewer: Viewer,
  ticketId: string,
  input: SendDraftInput,
  key: string,
): Promise<Result<TicketDraft>> {
  const answer = unwrap(
    await viewer.db.rpc("send_draft", { p_key: key, p_ticket_id: ticketId, p_input: input }),
  );
  return answer.ok ? ok(answer.value as unknown as TicketDraft) : err(explain(answer.error));
}

/** Takes a message back while it waits. `conflict` with reason `already_sent` when it is too late. */
export async function undoSend(viewer: Viewer, draftId: string): Promise<Result<TicketDraft>> {
  const answer = unwrap(await viewer.db.rpc("undo_send", { p_draft_id: draftId }));
  return answer.ok ? ok(answer.value as unknown as TicketDraft) : answer;
}

/** Sends a message that waits; what can no longer be sent is a draft again. */
export async function flushDraft(viewer: Viewer, draftId: string): Promise<Result<Delivery>> {
  const answer = unwrap(await viewer.db.rpc("flush_draft", { p_draft_id: draftId }));
  return answer.ok ? ok(answer.value as unknown as Delivery) : answer;
}

/** What the variables of templates stand for in a ticket, by the name of the variable. */
export async function templateValuesFor(
  viewer: Viewer,
  ref: string,
): Promise<Result<{ byVariable: TemplateValues }>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const values = await getTemplateValues(viewer, ticket.value);
  return values.ok ? ok({ byVariable: values.value }) : values;
}

/** Commands take ids, and check themselves whether the ticket exists: only a number is looked up. */
async function idOf(viewer: Viewer, ref: string): Promise<Result<string>> {
  return isUuid(ref) ? ok(ref) : findTicketId(viewer, ref);
}
