import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import { QUEUE_SORTS, type QueueSort } from "./desk-views";
import { TICKET_PRIORITIES } from "./types";

/** Where a page of the queue ended, in its order; `rank` is a priority, or how well a ticket matched. */
export type QueueCursor = Cursor & { sort?: QueueSort; rank?: string };

/** Packs a cursor as `encodeCursor` does; an order other than the latest activity follows after a dot. */
export function encodeQueueCursor({ sort, rank, ...cursor }: QueueCursor): string {
  const order = sort ? `.${sort}${rank === undefined ? "" : `~${rank}`}` : "";
  return encodeCursor(cursor) + order;
}

/** Reads a cursor that a client handed back; null for anything that `encodeQueueCursor` did not make. */
export function decodeQueueCursor(text: string): QueueCursor | null {
  const [, packed = "", order] = /^([\w-]+)(?:\.(.+))?$/.exec(text) ?? [];
  const cursor = decodeCursor(packed);
  if (!cursor || order === undefined) return cursor;
  const [name, rank] = order.split("~", 2);
  const sort = QUEUE_SORTS.find((known) => known === name);
  if (!sort || sort === "activity" || (rank !== undefined) !== isRanked(sort)) return null;
  if (rank === undefined) return { ...cursor, sort };
  const isRank =
    sort === "priority" ? TICKET_PRIORITIES.some((known) => known === rank) : /^\d\.\d{6}$/.test(rank);
  return isRank ? { ...cursor, sort, rank } : null;
}

function isRanked(sort: QueueSort): boolean {
  return sort === "priority" || sort === "relevance";
}
