import type { Money } from "@/lib/core/money";
import type { TicketStatus } from "@/lib/tickets/types";

/** In the order in which a service lives through them. */
export const SERVICE_STATUSES = ["installing", "active", "suspended", "terminated"] as const;
export type ServiceStatus = (typeof SERVICE_STATUSES)[number];

/** The way from order to working service. */
export const INSTALLATION_STAGES = ["registered", "survey", "scheduled", "installing", "active"] as const;
export type InstallationStage = (typeof INSTALLATION_STAGES)[number];

/** What a customer can ask for; each opens a ticket. */
export const REQUEST_KINDS = ["upgrade", "termination", "reschedule"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const TERMINATION_REASONS = [
  "moving",
  "price",
  "quality",
  "not_needed",
  "switching",
  "other",
] as const;
export type TerminationReason = (typeof TERMINATION_REASONS)[number];

export const DAY_PARTS = ["any", "morning", "afternoon"] as const;
export type DayPart = (typeof DAY_PARTS)[number];

/** Days are "2026-11-21", moments ISO 8601 in UTC. */
export type ServiceSummary = {
  id: string;
  name: string;
  package: string;
  bandwidthMbps: number | null;
  /** Per month, without tax. */
  price: Money;
  status: ServiceStatus;
  /** Why it is suspended or ended, in words for the customer. */
  statusNote: string | null;
  startedOn: string | null;
  /** Its last day, once it is cancelled. */
  endsOn: string | null;
  /** Per month, down and up together; null is unlimited. */
  allowanceBytes: number | null;
  createdAt: string;
  /** The first day of this month where the customer is. */
  thisMonth: string;
  /** Null when nothing was measured yet. */
  usageThisMonth: { bytesDown: number; bytesUp: number } | null;
  nextStep: { stage: InstallationStage; windowStart: string | null; windowEnd: string | null } | null;
  openRequests: RequestKind[];
  /** For staff. */
  customer?: { id: string; name: string; customerNumber: string; timeZone: string };
};

/** What was measured in a month. A month that is missing was not measured, which is not zero. */
export type MonthOfUsage = { month: string; bytesDown: number; bytesUp: number };

export type InstallationStep = {
  stage: InstallationStage;
  windowStart: string | null;
  windowEnd: string | null;
  technician: string | null;
  preparation: string | null;
  completedAt: string | null;
  version: number;
};

export type ServicePackage = {
  slug: string;
  name: string;
  description: string;
  bandwidthMbps: number | null;
  allowanceBytes: number | null;
  price: Money;
};

type Preference = { date: string; part: DayPart };

/** What was asked, with prices and days as they were then. */
export type ServiceRequest = {
  id: string;
  isOpen: boolean;
  createdAt: string;
  requestedBy: string | null;
  /** Null for somebody who may not see it. */
  ticket: { number: string; status: TicketStatus } | null;
} & (
  | {
      kind: "upgrade";
      details: { package: string; from: string; to: string; oldPrice: Money; newPrice: Money };
    }
  | {
      kind: "termination";
      details: { reason: TerminationReason; wishedOn: string; earliestOn: string; noticeDays: number };
    }
  | {
      kind: "reschedule";
      details: {
        stage: InstallationStage;
        windowStart: string;
        windowEnd: string;
        preferences: Preference[];
      };
    }
);

export type ServiceInvoice = {
  id: string;
  number: string;
  status: "pending" | "paid" | "cancelled";
  isOverdue: boolean;
  issuedOn: string;
  dueOn: string;
  periodStart: string | null;
  periodEnd: string | null;
  total: Money;
};

export type ServiceDetail = ServiceSummary & {
  address: Record<string, string | null>;
  contractEndsOn: string | null;
  noticeDays: number;
  /** The first day on which it can end if it is cancelled today. */
  earliestEndOn: string;
  /** Today where the customer is. */
  today: string;
  version: number;
  /** Of the last twelve months, oldest first. */
  usage: MonthOfUsage[];
  steps: InstallationStep[];
  /** Newest first. */
  requests: ServiceRequest[];
  /** What it can change to. */
  packages: ServicePackage[];
  /** Newest first. */
  invoices: ServiceInvoice[];
};
