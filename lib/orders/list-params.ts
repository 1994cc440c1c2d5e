import { calendarDay } from "@/lib/core/dates";
import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import { ORDER_STATUSES, type OrderStatus } from "./types";

/** The tabs of the list. */
export const ORDER_VIEWS = ["all", "active", "delivered", "closed"] as const;
export type OrderView = (typeof ORDER_VIEWS)[number];

const VIEW_STATUSES: Record<OrderView, readonly OrderStatus[] | null> = {
  all: null,
  active: ["pending", "paid", "processing", "shipped"],
  delivered: ["delivered"],
  closed: ["cancelled", "refunded"],
};

/** What the address of the list says. Days are days of the reader's calendar: 2026-11-21. */
export type OrderListParams = {
  view: OrderView;
  q: string;
  status: OrderStatus[];
  from: string;
  to: string;
  /** Rows shown; the way on adds to them until the page is full. */
  limit: number;
  cursor: Cursor | null;
};

type SearchParams = Record<string, string | string[] | undefined>;

const STEP = 25;
/** As many as one call gives. */
export const FULL_PAGE = 100;
const LONGEST_SEARCH = 200;
const UNSTORABLE = /\p{Cc}|\p{Surrogate}/gu;

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readOrderParams(params: SearchParams): OrderListParams {
  const named = values(params.status);
  const status = ORDER_STATUSES.filter((one) => named.includes(one));
  const view = ORDER_VIEWS.find((one) => one === first(params.view)) ?? "all";
  const limit = Number(first(params.limit) || STEP);
  const [from, to] = [day(params.from), day(params.to)];
  return {
    // A status names its orders by itself, so it is looked for everywhere.
    view: status.length > 0 ? "all" : view,
    q: Array.from(first(params.q).replace(UNSTORABLE, "").trim()).slice(0, LONGEST_SEARCH).join(""),
    status,
    // The wrong way round says the same.
    ...(from && to && from > to ? { from: to, to: from } : { from, to }),
    limit: Number.isInteger(limit) && limit > 0 ? Math.min(limit, FULL_PAGE) : STEP,
    cursor: decodeCursor(first(params.cursor)),
  };
}

function values(value: string | string[] | undefined): string[] {
  return [value ?? []].flat().flatMap((part) => part.split(","));
}

function first(value: string | string[] | undefined): string {
  return [value].flat()[0] ?? "";
}

/** A day that there is, of a year that people write with four digits. */
function day(value: string | string[] | undefined): string {
  const text = first(value);
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return "";
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : "";
}

/** The query string of a list; a change of what is shown begins at the first page again. */
export function orderListQuery(params: OrderListParams, change: Partial<OrderListParams> = {}): string {
  const restarts = !("limit" in change || "cursor" in change);
  const next = { ...params, ...(restarts ? { limit: STEP, cursor: null } : {}), ...change };
  const query = new URLSearchParams();
  if (next.view !== "all" && next.status.length === 0) query.set("view", next.view);
  for (const name of ["q", "from", "to"] as const) if (next[name]) query.set(name, next[name]);
  for (const status of next.status) query.append("status", status);
  if (next.limit !== STEP) query.set("limit", String(next.limit));
  if (next.cursor) query.set("cursor", encodeCursor(next.cursor));
  const text = query.toString();
  return text && `?${text}`;
}

/** The way on: more rows below these while the page can hold them, then the next page. Null at the end. */
export function nextOrdersQuery(params: OrderListParams, nextCursor: string | null): string | null {
  if (!nextCursor) return null;
  if (params.limit < FULL_PAGE) {
    return orderListQuery(params, { limit: Math.min(params.limit + STEP, FULL_PAGE) });
  }
  return orderListQuery(params, { cursor: decodeCursor(nextCursor) });
}

/** Whether anything but the tab narrows the list. */
export function isNarrowed({ q, status, from, to }: OrderListParams): boolean {
  return q !== "" || status.length > 0 || from !== "" || to !== "";
}

/** What to ask the database for. */
export function toOrderFilters({ view, q, status, from, to }: OrderListParams) {
  const statuses = status.length > 0 ? status : VIEW_STATUSES[view];
  return {
    status: statuses ? [...statuses] : undefined,
    q: q || undefined,
    from: from || undefined,
    to: to || undefined,
  };
}

export const PERIODS = ["last30", "last90", "thisYear", "lastYear"] as const;
export type Period = (typeof PERIODS)[number];

/** The first and the last day of a usual period; an open end is empty. */
export function daysOf(period: Period, now: Date, timeZone: string): { from: string; to: string } {
  const today = calendarDay(now, timeZone);
  const year = Number(today.slice(0, 4));
  const daysAgo = (days: number) =>
    new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
  switch (period) {
    case "last30":
      return { from: daysAgo(30), to: "" };
    case "last90":
      return { from: daysAgo(90), to: "" };
    case "thisYear":
      return { from: `${year}-01-01`, to: "" };
    case "lastYear":
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  }
}
