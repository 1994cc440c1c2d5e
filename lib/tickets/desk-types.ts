import type { Money } from "@/lib/core/money";
import type { TicketInsight } from "@/lib/triage/types";
import type { DeskFilters, QueueSort } from "./desk-views";
import type { TicketAction } from "./status";
import type { StaffTicketSummary, TicketLink, TicketRecord, TicketSnooze, TicketStatus } from "./types";

/** What a customer's new ticket can be about, and whose it can be. */
export type DeskSubjects = {
  people: { id: string; fullName: string; email: string }[];
  orders: { id: string; number: string; status: string; placedAt: string }[];
  services: { id: string; name: string }[];
  domains: { id: string; hostname: string }[];
};

/** Figures of the whole queue; each stops counting at 10,000. Today is the business's day. */
export type DeskCounts = {
  open: number;
  new: number;
  inProgress: number;
  waitingCustomer: number;
  onHold: number;
  mine: number;
  unassigned: number;
  urgent: number;
  breached: number;
  atRisk: number;
  resolvedToday: number;
  /** Flagged by triage, or of somebody who is unhappy. */
  look: number;
  /** Put aside until later, and not among the others. */
  snoozed: number;
};

/** A ticket as the short lists of the overview show it. */
export type DeskRow = Pick<
  StaffTicketSummary,
  | "id"
  | "number"
  | "subject"
  | "status"
  | "priority"
  | "createdAt"
  | "lastActivityAt"
  | "customerName"
  | "assigneeName"
  | "firstResponseDueAt"
  | "firstRespondedAt"
  | "resolutionDueAt"
  | "nextResponseDueAt"
  | "slaPausedAt"
  | "slaRiskAt"
>;

/** Somebody a ticket can be given to. */
export type StaffMember = { id: string; fullName: string; role: "agent" | "admin" };

/** The customer beside a ticket: who they are and what else there is. */
export type DeskCustomer = {
  id: string;
  customerNumber: string;
  fullName: string;
  companyName: string | null;
  email: string | null;
  phone: string | null;
  timeZone: string;
  since: string;
  /** Stops counting at 100. */
  openTickets: number;
  /** The latest five, this one left out. */
  recentTickets: {
    id: string;
    number: string;
    subject: string;
    status: TicketStatus;
    lastActivityAt: string;
  }[];
  /** Of the latest hundred ratings: how many of each grade from 1 to 5, and their average. */
  satisfaction: { count: number; average: number | null; grades: number[] };
  /** The latest five; null, like the next two, where the business has no such module. */
  recentOrders: { id: string; number: string; status: string; total: Money; placedAt: string }[] | null;
  services: { id: string; name: string; package: string; status: string }[] | null;
  /** The first due first; days are calendar days. */
  openInvoices:
    | { id: string; number: string; dueOn: string; isOverdue: boolean; outstanding: Money }[]
    | null;
  /** Requests about their data that are not settled. */
  privacyRequests: { id: string; kind: string; status: string; createdAt: string }[];
};

/** A ticket as staff read it: with internal notes and events, the customer, and what staff may do. */
export type DeskTicket = TicketRecord &
  StaffTicketSummary & {
    customer: DeskCustomer;
    allowedActions: TicketAction[];
    links: TicketLink[];
    /** Null when nobody has put it aside. */
    snooze: TicketSnooze | null;
    /** The most that may go back; null without an order. */
    refundable: Money | null;
    /** Up to how much the reader refunds without approval, in smallest units; null is without limit. */
    refundLimit: number | null;
    /** What triage found; null when nothing read the ticket. */
    insights: TicketInsight | null;
  };

/** A view of the queue that somebody saved. */
export type SavedView = {
  id: string;
  name: string;
  filters: DeskFilters;
  sort: QueueSort | null;
  shared: boolean;
  version: number;
  mine: boolean;
  /** Whether the viewer may change it: their own, and for admins the shared ones. */
  editable: boolean;
  ownerName: string;
  /** Stops counting at 100; null for views that search for words. */
  count: number | null;
};

/** What became of one ticket of many. */
export type BulkResult =
  | { id: string; ok: true; changed?: boolean }
  | { id: string; ok: false; error: { code: string; message: string } };
