import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { isUuid } from "@/lib/core/ids";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { getDeskTicket } from "./desk-queries";
import type { DeskTicket } from "./desk-types";
import { explain } from "./field-messages";
import { findTicketId } from "./queries";
import type { LinkInput, MergeInput, SplitInput } from "./relations-schema";
import type { TicketLink, TicketRef, TicketSnooze } from "./types";

/** What merging answers: the surviving ticket, and which one became part of it. */
export type Merged = TicketRef & { mergedFrom: TicketRef };

/**
 * Makes a ticket part of another one. Idempotent by `key`. `conflict` with reason `ticket_merged` when either is a
 * signpost by now, `different_customer`, `different_audience`, `different_order`, `target_settled`,
 * `ticket_cancelled` or `ticket_changed`.
 */
export async function mergeInto(
  viewer: Viewer,
  ref: string,
  { intoTicketId, ...input }: MergeInput,
  key: string,
): Promise<Result<Merged>> {
  const [from, into] = await Promise.all([idOf(viewer, ref), idOf(viewer, intoTicketId)]);
  if (!from.ok) return from;
  if (!into.ok) return into;
  const answer = unwrap(
    await viewer.db.rpc("merge_tickets", {
      p_key: key,
      p_from: from.value,
      p_into: into.value,
      p_input: input,
    }),
  );
  return answer.ok ? ok(answer.value as unknown as Merged) : err(explain(answer.error));
}

/** `mergeInto`, answered with all of the surviving ticket. */
export async function mergeTicket(
  viewer: Viewer,
  ref: string,
  input: MergeInput,
  key: string,
): Promise<Result<DeskTicket>> {
  const merged = await mergeInto(viewer, ref, input, key);
  return merged.ok ? getDeskTicket(viewer, merged.value.id) : merged;
}

/** Makes a new ticket out of some messages of one. Idempotent by `key`. */
export async function splitOff(
  viewer: Viewer,
  ref: string,
  { messageIds, ...input }: SplitInput,
  key: string,
): Promise<Result<TicketRef>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(
    await viewer.db.rpc("split_ticket", {
      p_key: key,
      p_ticket_id: ticket.value,
      p_message_ids: messageIds,
      p_input: input,
    }),
  );
  return answer.ok ? ok(answer.value as unknown as TicketRef) : err(explain(answer.error));
}

/** `splitOff`, answered with all of the new ticket. */
export async function splitTicket(
  viewer: Viewer,
  ref: string,
  input: SplitInput,
  key: string,
): Promise<Result<DeskTicket>> {
  const split = await splitOff(viewer, ref, input, key);
  return split.ok ? getDeskTicket(viewer, split.value.id) : split;
}

/**
 * Opens a ticket that follows another one: for the same person, seen by the same people, about the same order, service
 * or domain. Idempotent by `key`.
 */
export async function openFollowUp(
  viewer: Viewer,
  ticketId: string,
  words: { subject: string; description: string },
  key: string,
): Promise<Result<TicketRef>> {
  const found = unwrap(await viewer.db.rpc("get_follow_up_source", { p_ticket_id: ticketId }));
  if (!found.ok) return found;
  const { requester, ...same } = found.value as unknown as Record<string, unknown> & {
    requester: { id: string; isActive: boolean } | null;
  };
  const input = {
    ...same,
    ...words,
    followUpOf: ticketId,
    ...(requester?.isActive ? { requesterId: requester.id } : {}),
  };
  const answer = unwrap(await viewer.db.rpc("create_ticket", { p_key: key, p_input: input as never }));
  return answer.ok ? ok(answer.value as unknown as TicketRef) : err(explain(answer.error));
}

type Links = { links: TicketLink[] };

/** Connects two tickets; saying it again with another kind changes the kind. Answers all links of the first. */
export async function linkTicket(viewer: Viewer, ref: string, input: LinkInput): Promise<Result<Links>> {
  return changeLink(viewer, ref, input.ticketId, (ids) =>
    viewer.db.rpc("link_tickets", { ...ids, p_kind: input.kind }),
  );
}

/** Takes the connection of two tickets away; harmless when there is none. Answers all links of the first. */
export async function unlinkTicket(viewer: Viewer, ref: string, other: string): Promise<Result<Links>> {
  return changeLink(viewer, ref, other, (ids) => viewer.db.rpc("unlink_tickets", ids));
}

type Ids = { p_ticket_id: string; p_other_id: string };

async function changeLink(
  viewer: Viewer,
  ref: string,
  other: string,
  command: (ids: Ids) => PromiseLike<Parameters<typeof unwrap>[0]>,
): Promise<Result<Links>> {
  const [ticket, second] = await Promise.all([idOf(viewer, ref), idOf(viewer, other)]);
  if (!ticket.ok) return ticket;
  if (!second.ok) return second;
  const answer = unwrap(await command({ p_ticket_id: ticket.value, p_other_id: second.value }));
  return answer.ok ? ok(answer.value as unknown as Links) : err(explain(answer.error));
}

type Snoozed = TicketRef & { snooze: TicketSnooze | null };

/** Puts an open ticket aside until a moment (ISO 8601). `conflict` with reason `ticket_settled` for one that is done. */
export async function snoozeTicket(viewer: Viewer, ref: string, until: string): Promise<Result<Snoozed>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(await viewer.db.rpc("snooze_ticket", { p_ticket_id: ticket.value, p_until: until }));
  return answer.ok ? ok(answer.value as unknown as Snoozed) : err(explain(answer.error));
}

/** Brings a ticket back that was put aside; harmless when it is there. */
export async function unsnoozeTicket(viewer: Viewer, ref: string): Promise<Result<Snoozed>> {
  const ticket = await idOf(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(await viewer.db.rpc("unsnooze_ticket", { p_ticket_id: ticket.value }));
  return answer.ok ? ok(answer.value as unknown as Snoozed) : err(explain(answer.error));
}

/** Commands take ids, and check themselves whether the ticket exists: only a number is looked up. */
async function idOf(viewer: Viewer, ref: string): Promise<Result<string>> {
  return isUuid(ref) ? ok(ref) : findTicketId(viewer, ref);
}
