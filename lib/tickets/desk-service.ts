import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { AppError } from "@/lib/core/errors";
import { isUuid } from "@/lib/core/ids";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { describeChanges, type RecentChange } from "./desk-conflicts";
import { getDeskTicket } from "./desk-queries";
import type { StaffMessageInput, StaffMove, TicketChanges } from "./desk-schema";
import type { DeskTicket } from "./desk-types";
import { explain } from "./field-messages";
import { findTicketId, listCategories } from "./queries";
import type { RefundDecision, ResolveInput } from "./resolve-schema";
import { replyToTicket } from "./service";
import type { TicketMessageWithFiles, TicketPriority, TicketStatus } from "./types";

/** What a command answers about the ticket that it changed. */
export type ChangedTicket = {
  id: string;
  number: string;
  status: TicketStatus;
  priority: TicketPriority;
  assigneeId: string | null;
  version: number;
};

/**
 * Changes priority, category, assignee, tags and status in one step. `conflict` with reason
 * `ticket_changed`, saying who changed what, when `expectedVersion` is no longer the latest;
 * `invalid_transition` for a status that cannot be reached; `forbidden` for customers.
 */
export async function updateTicket(
  viewer: Viewer,
  ref: string,
  changes: TicketChanges,
): Promise<Result<ChangedTicket>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(
    await viewer.db.rpc("update_ticket", { p_ticket_id: ticket.value, p_changes: changes }),
  );
  if (answer.ok) return ok(answer.value as unknown as ChangedTicket);
  return err(await explainConflict(viewer, ticket.value, changes.expectedVersion, answer.error));
}

/** `updateTicket`, answered with all of the ticket. */
export async function changeTicket(
  viewer: Viewer,
  ref: string,
  changes: TicketChanges,
): Promise<Result<DeskTicket>> {
  const changed = await updateTicket(viewer, ref, changes);
  return changed.ok ? getDeskTicket(viewer, changed.value.id) : changed;
}

/** Takes an action of the state machine, with the reason that the customer reads. Fails like `updateTicket`. */
export async function moveTicket(
  viewer: Viewer,
  ref: string,
  { action, ...input }: StaffMove,
): Promise<Result<ChangedTicket>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(
    await viewer.db.rpc("change_ticket_status", {
      p_ticket_id: ticket.value,
      p_action: action,
      p_input: input,
    }),
  );
  if (answer.ok) return ok(answer.value as unknown as ChangedTicket);
  return err(await explainConflict(viewer, ticket.value, input.expectedVersion, answer.error));
}

/**
 * Resolves a ticket, with money back where it is due: above the viewer's limit the refund waits for an admin.
 * `validation_failed` for more than may go back; else fails like `updateTicket`.
 */
export async function resolveTicket(
  viewer: Viewer,
  ref: string,
  input: ResolveInput,
): Promise<Result<ChangedTicket>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(await viewer.db.rpc("resolve_ticket", { p_ticket_id: ticket.value, p_input: input }));
  if (answer.ok) return ok(answer.value as unknown as ChangedTicket);
  return err(await explainConflict(viewer, ticket.value, input.expectedVersion, answer.error));
}

/** `resolveTicket`, answered with all of the ticket. */
export async function settleTicket(
  viewer: Viewer,
  ref: string,
  input: ResolveInput,
): Promise<Result<DeskTicket>> {
  const resolved = await resolveTicket(viewer, ref, input);
  return resolved.ok ? getDeskTicket(viewer, resolved.value.id) : resolved;
}

/**
 * An admin's word on a refund that waits; a refusal puts the ticket back to work. `forbidden` for agents and for
 * one's own request, `conflict` with reason `refund_decided` when somebody else was faster.
 */
export async function decideRefund(
  viewer: Viewer,
  { refundId, decision, reason }: RefundDecision,
): Promise<Result<ChangedTicket>> {
  const answer = unwrap(
    await viewer.db.rpc("decide_refund", {
      p_refund_id: refundId,
      p_approve: decision === "approve",
      ...(reason === undefined ? {} : { p_reason: reason }),
    }),
  );
  return answer.ok ? ok(answer.value as unknown as ChangedTicket) : err(explain(answer.error));
}

/**
 * Sends a reply or keeps an internal note. Idempotent by `key`. `conflict` with reason `newer_message`
 * when somebody else wrote after `readUntil`, `ticket_closed` for a reply to a closed ticket.
 */
export async function replyAsStaff(
  viewer: Viewer,
  ref: string,
  input: StaffMessageInput,
  key: string,
): Promise<Result<TicketMessageWithFiles>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  return replyToTicket(viewer, ticket.value, input, key);
}

/** Says of a `ticket_changed` who changed what: each rise of the version has one event. */
async function explainConflict(
  viewer: Viewer,
  ticketId: string,
  expectedVersion: number | undefined,
  error: AppError,
): Promise<AppError> {
  if (error.reason !== "ticket_changed" || expectedVersion === undefined) return explain(error);
  const answer = unwrap(await viewer.db.rpc("list_recent_changes", { p_ticket_id: ticketId }));
  const categories = await listCategories(viewer);
  if (!answer.ok || !categories.ok) return error;
  const { version, events } = answer.value as unknown as { version: number; events: RecentChange[] };
  const missed = version - expectedVersion;
  const changes = events.slice(0, Math.max(missed, 1)).toReversed();
  return { ...error, message: describeChanges(changes, viewer.id, categories.value) };
}

/** Commands take ids, and check themselves whether the ticket exists: only a number is looked up. */
async function idOf(viewer: Viewer, ref: string): Promise<Result<string>> {
  return isUuid(ref) ? ok(ref) : findTicketId(viewer, ref);
}
