import ICAL from "ical.js";

/** The largest calendar that is read. Those of a country's holidays have a few kilobytes a year. */
export const MAX_CALENDAR_BYTES = 262_144;
export const MAX_HOLIDAYS = 400;
/** A rule may begin centuries ago; what takes more steps than this is no calendar of holidays. */
const MAX_STEPS = 20_000;
const MAX_NAME = 120;
const DAY_MS = 86_400_000;

export type Holiday = { day: string; name: string };

export type CalendarFile =
  | {
      days: Holiday[] /** Entries that are no whole days, or repeat otherwise than by the year. */;
      skipped: number;
    }
  | { fault: "unreadable" | "too_many" | "empty" };

/**
 * The days of an iCalendar file between two days, both included ("2026-01-01"): whole-day entries, each day
 * of those that last several, and every year of those that repeat. The first name of a day counts.
 */
export function readHolidays(text: string, from: string, to: string): CalendarFile {
  let events: ICAL.Event[];
  try {
    const calendar = new ICAL.Component(ICAL.parse(text));
    events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  } catch {
    return { fault: "unreadable" };
  }
  const days = new Map<string, string>();
  let skipped = 0;
  let steps = 0;
  for (const event of events) {
    const starts = isHoliday(event) ? startsOf(event, to, MAX_STEPS - steps) : null;
    if (!starts) {
      skipped += 1;
      continue;
    }
    steps += starts.length;
    for (const day of starts.flatMap((start) => daysFrom(start, lengthOf(event)))) {
      if (day >= from && day <= to && !days.has(day)) days.set(day, nameOf(event));
    }
    if (steps >= MAX_STEPS || days.size > MAX_HOLIDAYS) return { fault: "too_many" };
  }
  if (days.size === 0) return { fault: "empty" };
  const found = Array.from(days, ([day, name]) => ({ day, name }));
  return { days: found.sort((one, other) => one.day.localeCompare(other.day)), skipped };
}

function isHoliday(event: ICAL.Event): boolean {
  const cancelled =
    String(event.component.getFirstPropertyValue("status") ?? "").toUpperCase() === "CANCELLED";
  if (cancelled || !event.startDate?.isDate || nameOf(event) === "") return false;
  const rule = event.component.getFirstPropertyValue("rrule");
  return rule === null || (rule instanceof ICAL.Recur && rule.freq === "YEARLY");
}

/** The first day of each time that it takes place until `to`. */
function startsOf(event: ICAL.Event, to: string, atMost: number): string[] {
  if (!event.isRecurring()) return [event.startDate.toString()];
  const starts: string[] = [];
  const times = event.iterator();
  for (let next = times.next(); next && next.toString() <= to; next = times.next()) {
    if (starts.push(next.toString()) >= atMost) break;
  }
  return starts;
}

/** Days that one lasts; the end of a whole-day entry is the day after it. */
function lengthOf({ startDate, endDate }: ICAL.Event): number {
  const length = (dayMs(endDate.toString()) - dayMs(startDate.toString())) / DAY_MS;
  return Number.isFinite(length) ? Math.min(Math.max(Math.round(length), 1), 31) : 1;
}

function daysFrom(start: string, length: number): string[] {
  const first = dayMs(start);
  if (Number.isNaN(first)) return [];
  return Array.from({ length }, (_, n) => new Date(first + n * DAY_MS).toISOString().slice(0, 10));
}

const dayMs = (day: string) => Date.parse(day.slice(0, 10));

function nameOf(event: ICAL.Event): string {
  return String(event.summary ?? "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MAX_NAME);
}
