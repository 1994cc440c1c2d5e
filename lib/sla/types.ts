import type { TicketPriority, TicketStatus } from "../tickets/types.ts";

/** From when to when the desk is open, by the clock on its wall: "08:00" to "17:00", "24:00" for the end of the day. */
export type BusinessWindow = {
  /** 0 is Monday. */
  weekday: number;
  opens: string;
  closes: string;
};

/** When there is somebody to answer. Without windows there always is. */
export type BusinessCalendar = {
  /** IANA zone of the windows and holidays. */
  timeZone: string;
  windows: readonly BusinessWindow[];
  /** Days without any window, "2026-12-25". */
  holidays: readonly string[];
};

/** What a policy counts: open hours, or all of them. */
export const SLA_CLOCKS = ["business", "always"] as const;
export type SlaClock = (typeof SLA_CLOCKS)[number];

/** What is promised, in milliseconds of the calendar's open time; null where nothing is. */
export type SlaTerms = {
  calendar: BusinessCalendar;
  firstResponse: number | null;
  nextResponse: number | null;
  resolution: number | null;
};

/** Promised times of one priority, and one category or all others, in minutes. */
export type SlaPolicy = {
  priority: TicketPriority;
  category: string | null;
  firstResponse: number;
  nextResponse: number;
  resolution: number;
  clock: SlaClock;
};

/** What happened to the clocks of a ticket. Times are ISO 8601. */
export type SlaLogEntry =
  | { kind: "opened"; at: string; status?: TicketStatus }
  | { kind: "message"; at: string; by: "customer" | "staff" | "ai" | "system" }
  | { kind: "status"; at: string; by: "customer" | "staff" | "ai" | "system"; status: TicketStatus };

/** The clocks of a ticket, in milliseconds since 1970. While they stand, due times hold as of `stoppedAt`. */
export type SlaClocks = {
  status: TicketStatus;
  stoppedAt: number | null;
  firstResponseDueAt: number | null;
  firstRespondedAt: number | null;
  nextResponseDueAt: number | null;
  resolutionDueAt: number | null;
};

/** How far a job is that gives open tickets the promises of changed policies. */
export type SlaRecomputation = {
  id: string;
  startedBy: string;
  total: number;
  done: number;
  startedAt: string;
  finishedAt: string | null;
};

/** All that an installation decides about its promises, as `get_sla_settings` answers. */
export type SlaSettings = {
  timeZone: string;
  policies: SlaPolicy[];
  hours: BusinessWindow[];
  holidays: { day: string; name: string }[];
  autoClose: { days: number; reminderDays: number };
  categories: { slug: string; label: string }[];
  /** For changing a part: nobody else has changed it since. */
  revisions: Record<"policies" | "hours" | "autoClose", string>;
  /** 10,000 at most. */
  openTickets: number;
  recomputation: SlaRecomputation | null;
};
