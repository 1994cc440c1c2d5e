import type { Money } from "@/lib/core/money";
import type { StaffTicketSummary, TicketPriority, TicketRecord, TicketStatus } from "./types";

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
};

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
  recentTickets: { id: string; number: string; subject: string; status: TicketStatus }[];
  recentOrders: { id: string; number: string; status: string; total: Money; placedAt: string }[];
};

/** What the AI made of a ticket. */
export type TicketInsights = {
  summary: string | null;
  sentiment: string | null;
  suggested_category: string | null;
  suggested_priority: TicketPriority | null;
  model: string | null;
  created_at: string;
};

/** A ticket as staff read it: with internal notes and events, the customer and the AI's insights. */
export type DeskTicketRecord = TicketRecord &
  StaffTicketSummary & { customer: DeskCustomer; insights: TicketInsights | null };

/** A customer found by name, company, e-mail address or number. */
export type CustomerHit = {
  id: string;
  customerNumber: string;
  fullName: string;
  companyName: string | null;
  email: string | null;
};
