// The table of cases that the sums of both languages are held against.
import cases from "@/lib/sla/cases.json";
import type { BusinessCalendar, SlaLogEntry, SlaTerms } from "@/lib/sla/types";
import type { TicketStatus } from "@/lib/tickets/types";

type Promises = { firstResponse: number | null; nextResponse: number | null; resolution: number | null };
type AddCase = { name: string; calendar: string; from: string; minutes: number; expect: string | null };
type LogCase = {
  name: string;
  calendar: string;
  promises: Promises;
  log: SlaLogEntry[];
  expect: {
    status: TicketStatus;
    stoppedAt: string | null;
    firstResponseDueAt: string | null;
    firstRespondedAt: string | null;
    nextResponseDueAt: string | null;
    resolutionDueAt: string | null;
  };
};

export const MINUTE = 60_000;
export const CASES = cases as unknown as {
  calendars: Record<string, BusinessCalendar>;
  add: AddCase[];
  between: { name: string; calendar: string; from: string; to: string; minutes: number }[];
  logs: [LogCase, ...LogCase[]];
};

export const at = (time: string) => Date.parse(time);

export function calendarOf(name: string): BusinessCalendar {
  const calendar = CASES.calendars[name];
  if (!calendar) throw new Error(`no calendar ${name}`);
  return calendar;
}

export function termsOf(calendar: string, { firstResponse, nextResponse, resolution }: Promises): SlaTerms {
  const time = (minutes: number | null) => (minutes === null ? null : minutes * MINUTE);
  return {
    calendar: calendarOf(calendar),
    firstResponse: time(firstResponse),
    nextResponse: time(nextResponse),
    resolution: time(resolution),
  };
}
