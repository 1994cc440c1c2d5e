import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import { storable } from "@/lib/tickets/schema";
import { QUOTE_LIMITS } from "./schema";
import { QUOTE_VIEW_STATUSES, QUOTE_VIEWS, type QuoteView } from "./status";
import type { QuoteStatus } from "./types";

/** What the address of the customer's list says. */
export type QuoteListAddress = { view: QuoteView; q: string; cursor: Cursor | null };

type SearchParams = Record<string, string | string[] | undefined>;

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readQuoteListAddress(params: SearchParams): QuoteListAddress {
  return {
    view: QUOTE_VIEWS.find((view) => view === first(params.view)) ?? "open",
    q: Array.from(storable(first(params.q)))
      .slice(0, QUOTE_LIMITS.search)
      .join(""),
    cursor: decodeCursor(first(params.cursor)),
  };
}

/** The query string of a list; a change of what is shown begins at the first page again. */
export function quoteListQuery(address: QuoteListAddress, change: Partial<QuoteListAddress> = {}): string {
  const next = { ...address, cursor: null, ...change };
  const query = new URLSearchParams();
  if (next.view !== "open") query.set("view", next.view);
  if (next.q) query.set("q", next.q);
  if (next.cursor) query.set("cursor", encodeCursor(next.cursor));
  const text = query.toString();
  return text && `?${text}`;
}

/** The filters that an address stands for. */
export function quoteListFilters({ view, q }: QuoteListAddress): { status?: QuoteStatus[]; q?: string } {
  const statuses = QUOTE_VIEW_STATUSES[view];
  return { ...(statuses ? { status: [...statuses] } : {}), ...(q ? { q } : {}) };
}

function first(value: string | string[] | undefined): string {
  return [value].flat()[0] ?? "";
}

/** How many quotes each tab holds, from how many are in each status. */
export function countByView(counts: Partial<Record<string, number>>): Record<QuoteView, number> {
  const all = Object.keys(counts);
  const sum = (view: QuoteView) =>
    (QUOTE_VIEW_STATUSES[view] ?? all).reduce((total, status) => total + (counts[status] ?? 0), 0);
  return { open: sum("open"), waiting: sum("waiting"), decided: sum("decided"), all: sum("all") };
}
