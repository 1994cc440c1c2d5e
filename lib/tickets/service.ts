import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { isUuid } from "@/lib/core/ids";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { explain } from "./field-messages";
import { findTicketId, getTicket, listMessageFiles, type TicketDetail } from "./queries";
import {
  type MessageInput,
  type PrivacyInput,
  type RatingInput,
  STATUS_REQUESTS,
  type StatusInput,
  type TicketInput,
} from "./schema";
import type { TicketMessage, TicketMessageWithFiles, TicketStatus } from "./types";

/** What a command answers about the ticket that it changed. */
type Changed = { id: string; number: string; status: TicketStatus; version: number };

/**
 * Opens a ticket. The same `key` and input give the same ticket again; other input under a used key is a
 * `conflict` with reason `idempotency_key_reused`.
 */
export async function openTicket(viewer: Viewer, input: TicketInput, key: string): Promise<Result<Changed>> {
  const answer = unwrap(await viewer.db.rpc("create_ticket", { p_key: key, p_input: input }));
  return answer.ok ? ok(answer.value as unknown as Changed) : err(explain(answer.error));
}

/** `openTicket`, answered with all of the ticket. */
export async function createTicket(
  viewer: Viewer,
  input: TicketInput,
  key: string,
): Promise<Result<TicketDetail>> {
  const opened = await openTicket(viewer, input, key);
  return opened.ok ? getTicket(viewer, opened.value.id) : opened;
}

/**
 * Adds a message; a customer's wakes a waiting, held or resolved ticket. Idempotent by `key`.
 * `conflict` with reason `ticket_closed` or `reopen_window_passed`.
 */
export async function replyToTicket(
  viewer: Viewer,
  ref: string,
  input: MessageInput,
  key: string,
): Promise<Result<TicketMessageWithFiles>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(
    await viewer.db.rpc("reply_to_ticket", { p_key: key, p_ticket_id: ticket.value, p_input: input }),
  );
  if (!answer.ok) return err(explain(answer.error));
  const { id, authorType, authorName, body, internal, createdAt } = answer.value as unknown as TicketMessage;
  const files = input.attachmentIds.length > 0 ? await listMessageFiles(viewer, [id]) : ok([]);
  if (!files.ok) return files;
  return ok({
    id,
    authorType,
    authorId: viewer.id,
    authorName,
    body,
    internal,
    createdAt,
    attachments: files.value,
  });
}

/**
 * Resolves, closes, cancels or reopens. `conflict` with reason `invalid_transition`,
 * `reopen_window_passed`, or `ticket_changed` when `expectedVersion` is no longer the latest.
 */
export async function changeStatus(
  viewer: Viewer,
  ref: string,
  { status, ...rest }: StatusInput,
): Promise<Result<TicketDetail>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(
    await viewer.db.rpc("change_ticket_status", {
      p_ticket_id: ticket.value,
      p_action: STATUS_REQUESTS[status],
      p_input: rest,
    }),
  );
  return answer.ok ? getTicket(viewer, ticket.value) : err(explain(answer.error));
}

/** Rates a settled ticket, once per resolution: `conflict` with reason `not_resolved` or `already_rated`. */
export async function rateTicket(
  viewer: Viewer,
  ref: string,
  { rating, comment }: RatingInput,
): Promise<Result<{ rating: number; comment: string | null }>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(
    await viewer.db.rpc("rate_ticket", {
      p_ticket_id: ticket.value,
      p_rating: rating,
      ...(comment === undefined ? {} : { p_comment: comment }),
    }),
  );
  if (!answer.ok) return err(explain(answer.error));
  return ok(answer.value as unknown as { rating: number; comment: string | null });
}

/**
 * Hides a ticket from the requester's colleagues, or shows it to them. `forbidden` with reason
 * `requester_only`; `conflict` with reason `ticket_changed` or `no_requester`.
 */
export async function setPrivacy(
  viewer: Viewer,
  ref: string,
  { private: isPrivate, expectedVersion }: PrivacyInput,
): Promise<Result<TicketDetail>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(
    await viewer.db.rpc("set_ticket_privacy", {
      p_ticket_id: ticket.value,
      p_private: isPrivate,
      ...(expectedVersion === undefined ? {} : { p_expected_version: expectedVersion }),
    }),
  );
  return answer.ok ? getTicket(viewer, ticket.value) : err(explain(answer.error));
}

/** Puts the question for a rating aside until the ticket is resolved again. */
export async function skipRating(viewer: Viewer, ticketId: string): Promise<Result<null>> {
  const answer = unwrap(await viewer.db.rpc("skip_ticket_rating", { p_ticket_id: ticketId }));
  return answer.ok ? ok(null) : err(answer.error);
}

/** Commands take ids, and check themselves whether the viewer may see the ticket: only a number is looked up. */
async function idOf(viewer: Viewer, ref: string): Promise<Result<string>> {
  return isUuid(ref) ? ok(ref) : findTicketId(viewer, ref);
}
