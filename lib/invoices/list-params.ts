import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import type { InvoiceFilters } from "./schema";
import type { InvoiceFigures, InvoiceStatus } from "./types";

/** The tabs of the list. */
export const INVOICE_VIEWS = ["open", "overdue", "paid", "cancelled", "all"] as const;
export type InvoiceView = (typeof INVOICE_VIEWS)[number];

const VIEW_STATUSES: Record<InvoiceView, readonly InvoiceStatus[] | null> = {
  open: ["pending", "overdue"],
  overdue: ["overdue"],
  paid: ["paid"],
  cancelled: ["cancelled"],
  all: null,
};

/** What the address of the list says. */
export type InvoiceListParams = {
  view: InvoiceView;
  q: string;
  /** Rows shown; the way on adds to them until the page is full. */
  limit: number;
  cursor: Cursor | null;
};

type SearchParams = Record<string, string | string[] | undefined>;

const STEP = 25;
/** As many as one call gives. */
export const FULL_PAGE = 100;
const LONGEST_SEARCH = 100;
const UNSTORABLE = /\p{Cc}|\p{Surrogate}/gu;

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readInvoiceParams(params: SearchParams): InvoiceListParams {
  const limit = Number(first(params.limit) || STEP);
  return {
    view: INVOICE_VIEWS.find((one) => one === first(params.view)) ?? viewOfStatus(params.status) ?? "open",
    q: Array.from(first(params.q).replace(UNSTORABLE, "").trim()).slice(0, LONGEST_SEARCH).join(""),
    limit: Number.isInteger(limit) && limit > 0 ? Math.min(limit, FULL_PAGE) : STEP,
    cursor: decodeCursor(first(params.cursor)),
  };
}

/** The tab of statuses as the API names them: `?status=pending,overdue`. */
function viewOfStatus(status: string | string[] | undefined): InvoiceView | undefined {
  const named = [status ?? []]
    .flat()
    .flatMap((part) => part.split(","))
    .toSorted()
    .join();
  if (named === "pending") return "open";
  return INVOICE_VIEWS.find((view) => VIEW_STATUSES[view]?.toSorted().join() === named);
}

function first(value: string | string[] | undefined): string {
  return [value].flat()[0] ?? "";
}

/** What to ask for: of what is open, the first due comes first. */
export function toInvoiceFilters({ view, q }: InvoiceListParams): Partial<InvoiceFilters> {
  const statuses = VIEW_STATUSES[view];
  return {
    ...(statuses ? { status: [...statuses] } : {}),
    ...(q ? { q } : {}),
    ...(view === "open" || view === "overdue" ? { sort: "due" as const } : {}),
  };
}

/** The query string of a list; a change of what is shown begins at the first page again. */
export function invoiceListQuery(params: InvoiceListParams, change: Partial<InvoiceListParams> = {}): string {
  const restarts = !("limit" in change || "cursor" in change);
  const next = { ...params, ...(restarts ? { limit: STEP, cursor: null } : {}), ...change };
  const query = new URLSearchParams();
  if (next.view !== "open") query.set("view", next.view);
  if (next.q) query.set("q", next.q);
  if (next.limit !== STEP) query.set("limit", String(next.limit));
  if (next.cursor) query.set("cursor", encodeCursor(next.cursor));
  const text = query.toString();
  return text && `?${text}`;
}

/** The way on: more rows below these while the page can hold them, then the next page. Null at the end. */
export function nextInvoicesQuery(params: InvoiceListParams, nextCursor: string | null): string | null {
  if (!nextCursor) return null;
  if (params.limit < FULL_PAGE) {
    return invoiceListQuery(params, { limit: Math.min(params.limit + STEP, FULL_PAGE) });
  }
  return invoiceListQuery(params, { cursor: decodeCursor(nextCursor) });
}

/** How many invoices each tab holds. */
export function viewCounts({ counts }: InvoiceFigures): Record<InvoiceView, number> {
  return {
    open: counts.pending + counts.overdue,
    overdue: counts.overdue,
    paid: counts.paid,
    cancelled: counts.cancelled,
    all: counts.pending + counts.overdue + counts.paid + counts.cancelled,
  };
}
