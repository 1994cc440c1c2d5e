import { type Cursor, decodeCursor, encodeCursor, isUuid } from "@/lib/core/ids";
import { storable } from "@/lib/tickets/schema";
import { type DeskQuoteFilters, QUOTE_LIMITS } from "./schema";
import type { QuoteStatus } from "./types";

/** Saved views of the queue, in the order in which quotes pass through them. */
export const DESK_QUOTE_VIEWS = ["todo", "review", "sent", "accepted", "closed", "all"] as const;
export type DeskQuoteView = (typeof DESK_QUOTE_VIEWS)[number];

/** The statuses of a view; null for every one. */
export const DESK_QUOTE_STATUSES: Record<DeskQuoteView, readonly QuoteStatus[] | null> = {
  todo: ["requested", "changes_requested"],
  review: ["in_review"],
  sent: ["sent"],
  accepted: ["accepted"],
  closed: ["declined", "expired"],
  all: null,
};

/** What the address of the queue says. */
export type DeskQuoteAddress = {
  view: DeskQuoteView;
  q: string;
  /** An id: the quotes of one customer. */
  customer: string | null;
  cursor: Cursor | null;
};

type SearchParams = Record<string, string | string[] | undefined>;

/** Reads an address that anybody may have typed: what does not fit is as if it were not there. */
export function readDeskQuoteAddress(params: SearchParams): DeskQuoteAddress {
  const customer = first(params.customer).toLowerCase();
  const q = Array.from(storable(first(params.q)))
    .slice(0, QUOTE_LIMITS.search)
    .join("");
  // Whoever searches looks for it everywhere, unless they say where.
  const usual = q || isUuid(customer) ? "all" : "todo";
  return {
    view: DESK_QUOTE_VIEWS.find((view) => view === first(params.view)) ?? usual,
    q,
    customer: isUuid(customer) ? customer : null,
    cursor: decodeCursor(first(params.cursor)),
  };
}

/** The address of the queue; a change of what is shown begins at the first page again. */
export function deskQuotesHref(address: DeskQuoteAddress, change: Partial<DeskQuoteAddress> = {}): string {
  const next = { ...address, cursor: null, ...change };
  const query = new URLSearchParams();
  query.set("view", next.view);
  if (next.q) query.set("q", next.q);
  if (next.customer) query.set("customer", next.customer);
  if (next.cursor) query.set("cursor", encodeCursor(next.cursor));
  return `/admin/quotes?${query}`;
}

/** The filters that an address stands for. */
export function deskQuoteListFilters({ view, q, customer }: DeskQuoteAddress): Partial<DeskQuoteFilters> {
  const statuses = DESK_QUOTE_STATUSES[view];
  return {
    ...(statuses ? { status: [...statuses] } : {}),
    ...(q ? { q } : {}),
    ...(customer ? { customer } : {}),
  };
}

function first(value: string | string[] | undefined): string {
  return [value].flat()[0] ?? "";
}
