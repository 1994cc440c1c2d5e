import "server-only";
import type { Reader, Viewer } from "@/lib/auth/viewer";
import { type Page, page } from "@/lib/core/page";
import { err, ok, type Result } from "@/lib/core/result";
import type { Json } from "@/lib/platform/supabase/database.types";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { DeskCounts, SavedView } from "./desk-types";
import { type DeskFilters, effectiveFilters, type QueueAddress, type QueueSort } from "./desk-views";
import { explain } from "./field-messages";
import { listCategories } from "./queries";
import { decodeQueueCursor, encodeQueueCursor, type QueueCursor } from "./queue-cursor";
import { listStaff } from "./staff-queries";
import type { StaffTicketSummary } from "./types";

/** What is asked of the queue: filters, an order, or certain tickets alone. */
export type QueueRequest = DeskFilters & {
  sort?: QueueSort | undefined;
  ids?: readonly string[] | undefined;
};

type Paging = { cursor?: QueueCursor | undefined; limit?: number | undefined };
type PageAnswer = {
  items: StaffTicketSummary[];
  nextCursor: QueueCursor | null;
  /** The order it came to: a search for words that most tickets hold is not ranked. */
  sort: QueueSort;
  /** Nothing matched as typed: these hold similar words. */
  similar: boolean;
};

/** A page of the queue, latest activity first, or the best match of a search, unless another order is asked for. */
export async function listQueue(
  viewer: Reader,
  filters: QueueRequest = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<StaffTicketSummary>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_tickets", {
      p_filters: filters as Json,
      p_cursor: cursor ?? null,
      p_limit: limit,
    }),
  );
  if (!answer.ok) return err(explain(answer.error));
  return ok(toPage(answer.value as unknown as PageAnswer));
}

/** What an address asks of the database. */
export function queueRequest(address: QueueAddress): QueueRequest {
  return { ...effectiveFilters(address), ...(address.sort && { sort: address.sort }) };
}

/** Where the page of an address begins; an address that is no cursor begins at the top. */
export function cursorOf({ cursor }: QueueAddress): QueueCursor | undefined {
  return (cursor && decodeQueueCursor(cursor)) || undefined;
}

/** How many tickets a page of the queue holds. */
const QUEUE_PAGE = 50;

type DeskAnswer = {
  page: PageAnswer;
  counts: DeskCounts;
  views: SavedView[];
  teams: { id: string; name: string }[];
  customerName: string | null;
};

/** Tickets, figures and saved views in one call; `ids` narrows the tickets to these. Throws when it fails. */
export async function loadDesk(viewer: Viewer, address: QueueAddress, ids?: readonly string[]) {
  const read = unwrap(
    await viewer.db.rpc("get_desk", {
      p_filters: { ...queueRequest(address), ...(ids && { ids }) } as Json,
      p_cursor: (!ids && cursorOf(address)) || null,
      p_limit: ids ? 100 : QUEUE_PAGE,
    }),
  );
  if (!read.ok) throw new Error(`cannot read the queue: ${read.error.code}`);
  const { page: answer, ...desk } = read.value as unknown as DeskAnswer;
  return { ...desk, tickets: toPage(answer), sort: answer.sort, similar: answer.similar };
}

/** All that the page of the queue shows. Throws when a part cannot be read. */
export async function loadQueue(viewer: Viewer, address: QueueAddress) {
  const [desk, staff, categories] = await Promise.all([
    loadDesk(viewer, address),
    listStaff(viewer),
    listCategories(viewer),
  ]);
  if (!staff.ok || !categories.ok) throw new Error("cannot read what the queue is filtered by");
  return { ...desk, staff: staff.value, categories: categories.value };
}

/** The tickets that follow a page of the queue. Throws when they cannot be read. */
export async function loadMore(viewer: Viewer, address: QueueAddress) {
  const found = await listQueue(viewer, queueRequest(address), {
    cursor: cursorOf(address),
    limit: QUEUE_PAGE,
  });
  if (!found.ok) throw new Error(`cannot read the queue: ${found.error.code}`);
  return found.value;
}

/** These tickets as the queue shows them, whatever the view. Throws when they cannot be read. */
export async function loadRows(viewer: Viewer, ids: readonly string[]) {
  const found = await listQueue(viewer, { ids }, { limit: 100 });
  if (!found.ok) throw new Error(`cannot read the queue: ${found.error.code}`);
  return found.value.items;
}

function toPage({ items, nextCursor }: PageAnswer): Page<StaffTicketSummary> {
  return page(items, nextCursor && encodeQueueCursor(nextCursor));
}
