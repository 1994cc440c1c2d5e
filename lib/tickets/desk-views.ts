import type { TicketPriority, TicketStatus } from "./types";

/** Saved views of the queue, in their order. */
export const DESK_VIEWS = [
  "open",
  "mine",
  "unassigned",
  "urgent",
  "look",
  "at_risk",
  "breached",
  "waiting",
  "snoozed",
  "resolved",
  "all",
] as const;
export type DeskView = (typeof DESK_VIEWS)[number];

/** How the clock of a ticket may stand, as the queue can be filtered. */
export const SLA_FILTERS = ["breached", "at_risk"] as const;
type SlaFilter = (typeof SLA_FILTERS)[number];

/** In which order the queue can stand. `relevance` is for searches, which begin with it. */
export const QUEUE_SORTS = ["activity", "due", "priority", "created", "oldest", "relevance"] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/** What narrows the queue. Lists mean any of these. */
export type DeskFilters = {
  status?: readonly TicketStatus[] | undefined;
  priority?: readonly TicketPriority[] | undefined;
  category?: readonly string[] | undefined;
  /** The id of a member of staff, `me`, or `none`. */
  assignee?: string | undefined;
  /** The id of a team, `mine` for those that one belongs to, or `none`. */
  team?: string | undefined;
  /** The id of a customer. */
  customer?: string | undefined;
  tag?: string | undefined;
  sla?: readonly SlaFilter[] | undefined;
  /** Resolved since the business's day began. */
  resolved?: "today" | undefined;
  /** Put aside until later, or not. */
  snoozed?: "yes" | "no" | undefined;
  /** Those that triage flagged, or whose customer is unhappy, and that nobody has judged yet. */
  look?: "yes" | undefined;
  orderId?: string | undefined;
  q?: string | undefined;
};

const OPEN = ["new", "waiting_ai", "assigned", "in_progress", "waiting_customer", "on_hold"] as const;

/** What each view shows. The counts of `desk_counts` count the same tickets. */
const VIEW_FILTERS: Record<DeskView, DeskFilters> = {
  open: { status: OPEN, snoozed: "no" },
  mine: { status: OPEN, assignee: "me", snoozed: "no" },
  unassigned: { status: OPEN, assignee: "none", snoozed: "no" },
  urgent: { status: OPEN, priority: ["urgent"], snoozed: "no" },
  look: { status: OPEN, look: "yes", snoozed: "no" },
  at_risk: { sla: ["at_risk"] },
  breached: { sla: ["breached"] },
  waiting: { status: ["waiting_customer"], snoozed: "no" },
  snoozed: { status: OPEN, snoozed: "yes" },
  resolved: { status: ["resolved", "closed"] },
  all: {},
};

/** A page of the queue as its address says it. */
export type QueueAddress = {
  view: DeskView;
  filters: DeskFilters;
  /** When it is not the order that comes by itself. */
  sort?: QueueSort | undefined;
  /** The id of the saved view that the filters came from. */
  saved?: string | undefined;
  cursor?: string | undefined;
};

/** The filters of a view, with what was chosen in their place where both speak of the same thing. */
export function effectiveFilters({ view, filters }: QueueAddress): DeskFilters {
  return { ...VIEW_FILTERS[view], ...withoutEmpty(filters) };
}

/** The order of a queue when its address names none: the best match of a search, else the latest activity. */
export function defaultSort({ q }: DeskFilters): QueueSort {
  return q ? "relevance" : "activity";
}

/** `/admin/tickets?view=mine&priority=high,urgent`; what is at its default is left out. */
export function queueHref(address: QueueAddress): string {
  const query = queueQuery(address);
  return query.size > 0 ? `/admin/tickets?${query}` : "/admin/tickets";
}

/** The page of a ticket, which remembers the queue it was opened from; `before` leads to earlier messages. */
export function deskTicketHref(number: string, from?: QueueAddress, before?: string): string {
  const query = from ? queueQuery(from) : new URLSearchParams();
  if (before) query.set("before", before);
  return `/admin/tickets/${number}${query.size > 0 ? `?${query}` : ""}`;
}

/** An address as its query string says it. */
export function queueQuery({ view, filters, sort, saved, cursor }: QueueAddress): URLSearchParams {
  const query = new URLSearchParams();
  if (view !== defaultView(filters)) query.set("view", view);
  for (const [name, value] of Object.entries(withoutEmpty(filters))) query.set(name, String(value));
  if (sort && sort !== defaultSort(filters)) query.set("sort", sort);
  if (saved) query.set("saved", saved);
  if (cursor) query.set("cursor", cursor);
  return query;
}

/** Without a view in the address: the open tickets, or all of them for somebody who searches. */
export function defaultView(filters: DeskFilters): DeskView {
  return filters.q ? "all" : "open";
}

/** Without what is not set. */
export function withoutEmpty(filters: DeskFilters): DeskFilters {
  const set = Object.entries(filters).filter(
    ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(set);
}

/** The same filters without one, or without one value of a list. */
export function removeFilter(filters: DeskFilters, name: keyof DeskFilters, value?: string): DeskFilters {
  const { [name]: current, ...rest } = filters;
  if (value === undefined || !Array.isArray(current)) return rest;
  const left = current.filter((item) => item !== value);
  return left.length > 0 ? { ...rest, [name]: left } : rest;
}
