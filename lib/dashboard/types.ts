import type { Module } from "@/lib/core/modules";
import type { Money } from "@/lib/core/money";
import type { MessageAuthor, TicketSummary } from "@/lib/tickets/types";

/** What the timeline of things to come holds. */
export const UP_NEXT_KINDS = ["delivery", "call", "invoice_due", "invoice_overdue", "installation"] as const;
export type UpNextKind = (typeof UP_NEXT_KINDS)[number];

/** Something with a date. Of an invoice only the day counts: `at` is its noon. */
export type UpNext = {
  kind: UpNextKind;
  at: string;
  resourceId: string;
  number: string | null;
  /** The carrier of a delivery, the purpose of a call, the service of an installation. */
  title: string;
  money?: Money;
};

/** Something that happened to one of the customer's tickets or orders. */
export type Activity = {
  /** `ticket_message`, `ticket_<event>` or `order_<status>`. */
  kind: string;
  at: string;
  actorName: string | null;
  actorType: MessageAuthor;
  resourceType: "ticket" | "order";
  resourceId: string;
  number: string;
  /** A ticket's subject, an order event's note. */
  title: string;
  oldValue: string | null;
  newValue: string | null;
};

/** The customer's figures, and what was and will be. Times are ISO 8601 in UTC. */
export type Dashboard = {
  /** What this business uses; what belongs to another module counts as nothing. */
  modules: Module[];
  openTickets: number;
  waitingForYou: number;
  /** Resolved or closed. */
  resolvedTickets: number;
  activeOrders: number;
  /** Unpaid, those overdue among them. */
  pendingInvoices: number;
  overdueInvoices: number;
  /** Of the currency in which most is owed. */
  outstanding: Money;
  openQuotes: number;
  upcomingCalls: number;
  recentTickets: TicketSummary[];
  recentActivity: Activity[];
  upNext: UpNext[];
};

/** Whether there is nothing yet: no ticket, order, invoice, quote or call, now or earlier. */
export function isEmpty(dashboard: Dashboard): boolean {
  const { recentTickets, recentActivity, upNext, activeOrders, pendingInvoices, openQuotes, upcomingCalls } =
    dashboard;
  return (
    recentTickets.length + recentActivity.length + upNext.length === 0 &&
    activeOrders + pendingInvoices + openQuotes + upcomingCalls === 0
  );
}
