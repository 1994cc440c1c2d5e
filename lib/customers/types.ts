import type { Money } from "@/lib/core/money";
import type { TicketStatus } from "@/lib/tickets/types";

export const ACCOUNT_STATUSES = ["active", "suspended", "closed"] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** A customer of record, as a list of staff shows them. */
export type CustomerSummary = {
  id: string;
  customerNumber: string;
  kind: "person" | "company";
  fullName: string;
  companyName: string | null;
  email: string | null;
  phone: string | null;
  accountStatus: AccountStatus;
  createdAt: string;
  /** Stops counting at 100. */
  openTickets: number;
  lastTicketAt: string | null;
};

/** Somebody who signs in for a customer. */
export type CustomerPerson = {
  id: string;
  fullName: string;
  email: string;
  phone: string | null;
  /** False while they are locked out. */
  active: boolean;
  createdAt: string;
  lastSeenAt: string | null;
};

type Numbered = { id: string; number: string; status: string };

export type CustomerDetail = CustomerSummary & {
  version: number;
  locale: string;
  timeZone: string;
  source: string;
  externalId: string | null;
  people: CustomerPerson[];
  figures: {
    tickets: number;
    /** How many of the last hundred ratings had one star, two, … five. */
    ratings: number[];
    /** Their average; null before the first. */
    satisfaction: number | null;
    spent: Money[];
    outstanding: Money[];
  };
  records: {
    tickets: { id: string; number: string; subject: string; status: TicketStatus; lastActivityAt: string }[];
    orders: (Numbered & { total: Money; placedAt: string })[];
    invoices: (Numbered & { total: Money; dueOn: string })[];
    quotes: (Numbered & { title: string })[];
    services: { id: string; name: string; package: string; status: string }[];
    domains: { id: string; hostname: string; status: string }[];
  };
};

/** What a change of a customer answers. */
export type CustomerChanged = CustomerSummary & { version: number };
