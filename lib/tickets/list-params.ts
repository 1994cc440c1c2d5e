import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import { LIMITS, storable } from "./schema";
import { TICKET_VIEWS, type TicketView, VIEW_STATUSES } from "./status";
import {
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  type TicketPriority,
  type TicketStats,
  type TicketStatus,
} from "./types";

/** What the address of the customer's list says. */
export type ListParams = {
  view: TicketView;
  /** Only what the reader opened, of all that their company has. */
  isMine: boolean;
  q: string;
  status: TicketStatus[];
  category: string[];
  priority: TicketPriority[];
  /** Rows shown; the way on adds to them until the page is full. */
  limit: number;
  cursor: Cursor | null;
};

type SearchParams = Record<string, string | string[] | undefined>;

const STEP = 25;
/** As many as one call gives. */
const FULL = 100;

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readListParams(params: SearchParams): ListParams {
  const status = pick(params.status, TICKET_STATUSES);
  const limit = Number(first(params.limit) || STEP);
  return {
    // A status names its tickets by itself, so it is looked for everywhere.
    view: status.length > 0 ? "all" : (pick(params.view, TICKET_VIEWS)[0] ?? "open"),
    isMine: first(params.who) === "me",
    q: Array.from(storable(first(params.q)))
      .slice(0, LIMITS.search)
      .join(""),
    status,
    category: values(params.category).filter((slug) => /^[a-z][a-z_]{1,39}$/.test(slug)),
    priority: pick(params.priority, TICKET_PRIORITIES),
    limit: Number.isInteger(limit) && limit > 0 ? Math.min(limit, FULL) : STEP,
    cursor: decodeCursor(first(params.cursor)),
  };
}

function values(value: string | string[] | undefined): string[] {
  return [value ?? []].flat().flatMap((part) => part.split(","));
}

function first(value: string | string[] | undefined): string {
  return [value].flat()[0] ?? "";
}

function pick<T extends string>(value: string | string[] | undefined, known: readonly T[]): T[] {
  const wanted = values(value);
  return known.filter((one) => wanted.includes(one));
}

/** The query string of a list; a change of what is shown begins at the first page again. */
export function listQuery(params: ListParams, change: Partial<ListParams> = {}): string {
  const restarts = !("limit" in change || "cursor" in change);
  const next = { ...params, ...(restarts ? { limit: STEP, cursor: null } : {}), ...change };
  const query = new URLSearchParams();
  if (next.view !== "open" && next.status.length === 0) query.set("view", next.view);
  if (next.isMine) query.set("who", "me");
  if (next.q) query.set("q", next.q);
  for (const name of ["status", "category", "priority"] as const) {
    for (const value of next[name]) query.append(name, value);
  }
  if (next.limit !== STEP) query.set("limit", String(next.limit));
  if (next.cursor) query.set("cursor", encodeCursor(next.cursor));
  const text = query.toString();
  return text && `?${text}`;
}

/** The way on: more rows below these while the page can hold them, then the next page. Null at the end. */
export function nextListQuery(params: ListParams, nextCursor: string | null): string | null {
  if (!nextCursor) return null;
  if (params.limit < FULL) return listQuery(params, { limit: Math.min(params.limit + STEP, FULL) });
  return listQuery(params, { cursor: decodeCursor(nextCursor) });
}

/** Whether anything but the tab narrows the list. */
export function isFiltered({ q, status, category, priority }: ListParams): boolean {
  return q !== "" || status.length + category.length + priority.length > 0;
}

/** The statuses to ask for: the chosen ones, or those of the tab. */
export function listStatuses({ view, status }: ListParams): TicketStatus[] | undefined {
  // In triage is our affair: for the customer such a ticket is received, as a new one is.
  if (status.length > 0) return status.includes("new") ? [...status, "waiting_ai"] : status;
  const statuses = VIEW_STATUSES[view];
  return statuses ? [...statuses] : undefined;
}

/** How many tickets each tab holds. */
export function viewCounts(stats: TicketStats): Record<TicketView, number> {
  const count = (view: TicketView) =>
    VIEW_STATUSES[view]?.reduce((sum, status) => sum + (stats.byStatus[status] ?? 0), 0) ?? stats.total;
  return { open: count("open"), waiting: count("waiting"), resolved: count("resolved"), all: count("all") };
}
