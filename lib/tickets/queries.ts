import "server-only";
import type { Reader, Viewer } from "@/lib/auth/viewer";
import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { explain } from "./field-messages";
import type { SuggestionQuery, TicketFilters } from "./schema";
import { allowedActions, type TicketAction } from "./status";
import type {
  TicketAttachment,
  TicketCategory,
  TicketEvent,
  TicketHistory,
  TicketMessage,
  TicketMessageWithFiles,
  TicketRecord,
  TicketStats,
  TicketSuggestions,
  TicketSummary,
} from "./types";

/** A ticket with what its reader may do. */
export type TicketDetail = TicketRecord & { allowedActions: TicketAction[] };

type Paging = { cursor?: Cursor | undefined; limit?: number | undefined };

/** A page of the tickets that the viewer may see, latest activity first. */
export async function listTickets(
  viewer: Reader,
  filters: Partial<TicketFilters> = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<TicketSummary>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_tickets", {
      p_filters: filters,
      p_cursor: cursor ?? null,
      p_limit: limit,
    }),
  );
  if (!answer.ok) return err(explain(answer.error));
  const { items, nextCursor } = answer.value as unknown as {
    items: TicketSummary[];
    nextCursor: Cursor | null;
  };
  return ok(page(items, nextCursor && encodeCursor(nextCursor)));
}

/**
 * One ticket by id or number, or `not_found`, also for what belongs to somebody else. The read is audited;
 * `markRead` says that somebody is looking at it.
 */
export async function getTicket(
  viewer: Reader,
  ref: string,
  { markRead = false, now = new Date() }: { markRead?: boolean; now?: Date } = {},
): Promise<Result<TicketDetail>> {
  const answer = unwrap(await viewer.db.rpc("get_ticket", { p_ref: ref, p_mark_read: markRead }));
  if (!answer.ok) return answer;
  const ticket = withLabels(answer.value as unknown as TicketRecord);
  const actor = viewer.role === "customer" ? "customer" : "staff";
  return ok({ ...ticket, allowedActions: allowedActions(ticket, actor, now) });
}

/** Like `getTicket`, with null for a ticket that is not there for this viewer; other failures throw. */
export async function findTicket(
  viewer: Reader,
  ref: string,
  options: { markRead?: boolean; now?: Date } = {},
): Promise<TicketDetail | null> {
  const found = await getTicket(viewer, ref, options);
  if (found.ok) return found.value;
  if (found.error.code === "not_found") return null;
  throw new Error(`cannot read the ticket: ${found.error.code}`);
}

function withLabels(ticket: TicketRecord): TicketRecord {
  return { ...ticket, timeline: labelled(ticket.timeline, ticket.categoryLabels) };
}

/** Events name categories by slug; people read what they are called. */
export function labelled(
  events: readonly TicketEvent[],
  labels: Readonly<Record<string, string>>,
): TicketEvent[] {
  const label = (slug: string | null) => (slug === null ? undefined : labels[slug]);
  return events.map((event) =>
    event.type === "category_changed"
      ? { ...event, oldLabel: label(event.oldValue), newLabel: label(event.newValue) }
      : event,
  );
}

/** The customer's tickets counted by status and by category; with `isMine` only those that the viewer opened. */
export async function ticketStats(viewer: Reader, isMine: boolean): Promise<Result<TicketStats>> {
  const answer = unwrap(await viewer.db.rpc("ticket_stats", { p_history: false, p_mine: isMine }));
  return answer.ok ? ok(answer.value as unknown as TicketStats) : answer;
}

/** The same counts, with the months and averages of the last year. */
export async function ticketHistory(viewer: Reader, isMine = false): Promise<Result<TicketHistory>> {
  const answer = unwrap(await viewer.db.rpc("ticket_stats", { p_history: true, p_mine: isMine }));
  return answer.ok ? ok(answer.value as unknown as TicketHistory) : answer;
}

/** Help articles and the customer's own open tickets that are like a subject. */
export async function suggestForTicket(
  viewer: Reader,
  { subject, category }: SuggestionQuery,
): Promise<Result<TicketSuggestions>> {
  const answer = unwrap(
    await viewer.db.rpc("suggest_for_ticket", {
      p_subject: subject,
      ...(category === undefined ? {} : { p_category: category }),
    }),
  );
  return answer.ok ? ok(answer.value as unknown as TicketSuggestions) : answer;
}

const CATEGORIES_LAST_MS = 60_000;
let known: { categories: TicketCategory[]; until: number } | undefined;

/**
 * The active categories in their order. They are the same for everybody and change once in a while, so
 * this process asks once a minute at most.
 */
export async function listCategories(viewer: Reader, now = Date.now()): Promise<Result<TicketCategory[]>> {
  if (known && now < known.until) return ok(known.categories);
  const answer = unwrap(await viewer.db.rpc("list_ticket_categories"));
  if (!answer.ok) return answer;
  const categories = answer.value as unknown as TicketCategory[];
  known = { categories, until: now + CATEGORIES_LAST_MS };
  return ok(categories);
}

/** For whoever has changed the categories: the next reader asks again. */
export function forgetCategories(): void {
  known = undefined;
}

/** A part of a long thread, oldest first. `earlier` leads to the part before it. */
export type ThreadPage = {
  messages: TicketMessage[];
  events: TicketEvent[];
  earlier: Cursor | null;
  isLatest: boolean;
};

/** The latest messages of a ticket, or those before the cursor of an address. Throws when they cannot be read. */
export async function loadThreadPage(
  viewer: Viewer,
  ticket: TicketRecord,
  before: string | string[] | undefined,
): Promise<ThreadPage> {
  const cursor = typeof before === "string" ? decodeCursor(before) : null;
  if (!cursor) {
    const first = ticket.messages[0];
    const earlier = ticket.hasEarlierMessages && first ? { at: first.createdAt, id: first.id } : null;
    return { messages: ticket.messages, events: ticket.timeline, earlier, isLatest: true };
  }
  const found = orThrow(await listMessages(viewer, ticket.id, { cursor, limit: 100, order: "desc" }));
  const messages = found.items.toReversed();
  const end = messages.at(-1)?.createdAt ?? "";
  return {
    messages,
    events: ticket.timeline.filter((event) => event.createdAt <= end),
    earlier: found.nextCursor ? decodeCursor(found.nextCursor) : null,
    isLatest: false,
  };
}

/** For pages, whose error boundary takes over. */
export function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`cannot read the tickets: ${result.error.code}`);
}

/**
 * A page of a ticket's messages with their files: oldest first, or latest first with `order: "desc"`.
 * `not_found` for a ticket that the viewer may not see.
 */
export async function listMessages(
  viewer: Viewer,
  ref: string,
  { cursor, limit = 20, order = "asc" }: Paging & { order?: "asc" | "desc" | undefined } = {},
): Promise<Result<Page<TicketMessageWithFiles>>> {
  const ticket = await findTicketId(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(
    await viewer.db.rpc("list_ticket_messages", {
      p_ticket_id: ticket.value,
      p_cursor: cursor ?? null,
      p_limit: limit,
      p_latest_first: order === "desc",
    }),
  );
  if (!answer.ok) return answer;
  const { items, nextCursor } = answer.value as unknown as {
    items: TicketMessage[];
    nextCursor: Cursor | null;
  };
  const files = await listMessageFiles(
    viewer,
    items.map(({ id }) => id),
  );
  if (!files.ok) return files;
  return ok(
    page(
      items.map((item) => ({
        ...item,
        attachments: files.value.filter(({ messageId }) => messageId === item.id),
      })),
      nextCursor && encodeCursor(nextCursor),
    ),
  );
}

/** The files of messages; of those that are not known to be clean, customers learn the name alone. */
export async function listMessageFiles(
  viewer: Viewer,
  messageIds: readonly string[],
): Promise<Result<TicketAttachment[]>> {
  if (messageIds.length === 0) return ok([]);
  const answer = unwrap(await viewer.db.rpc("list_message_files", { p_message_ids: [...messageIds] }));
  return answer.ok ? ok(answer.value as unknown as TicketAttachment[]) : answer;
}

/** The id behind an id or a number; `not_found` for what the viewer may not see. */
export async function findTicketId(viewer: Viewer, ref: string): Promise<Result<string>> {
  return unwrap(await viewer.db.rpc("find_record_id", { p_kind: "ticket", p_ref: ref }));
}
