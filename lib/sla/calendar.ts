// Business time, as `supabase/migrations/*_sla_calendar.sql` counts it; `cases.json` is run through both.
import { dateTimeFormat } from "../core/dates.ts";
import type { BusinessCalendar } from "./types.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** How many days are searched for open windows: some ten years. */
const HORIZON_DAYS = 3_700;

/** Offsets that were looked up; the same days come round with every ticket. */
const offsets = new Map<string, number>();
const MAX_OFFSETS = 20_000;
/** Calendars are read once. */
const weeks = new WeakMap<BusinessCalendar, (day: number) => Stretch[]>();

/** An open stretch of time, in milliseconds since 1970. */
type Stretch = readonly [start: number, end: number];

/**
 * The moment by which `amount` milliseconds of open time have passed since `from`; with 0 the first open
 * moment. Null when it is more than ten years away.
 */
export function addBusinessTime(calendar: BusinessCalendar, from: number, amount: number): number | null {
  if (calendar.windows.length === 0) return from + amount;
  const stretchesOf = openStretches(calendar);
  // From the day before: where midnight comes twice, its last window may reach into this one.
  const first = localDay(from, calendar.timeZone) - DAY;
  let left = amount;
  let cursor = from;
  for (let n = 0; n <= HORIZON_DAYS; n += 1) {
    for (const [opens, closes] of stretchesOf(first + n * DAY)) {
      const start = Math.max(opens, cursor);
      if (closes <= start) continue;
      if (closes - start >= left) return start + left;
      left -= closes - start;
      cursor = closes;
    }
  }
  return null;
}

/** How many milliseconds of open time lie between two moments; 0 when `to` is not later. */
export function businessTimeBetween(calendar: BusinessCalendar, from: number, to: number): number {
  if (to <= from) return 0;
  if (calendar.windows.length === 0) return to - from;
  const stretchesOf = openStretches(calendar);
  const first = localDay(from, calendar.timeZone) - DAY;
  const last = Math.min(localDay(to, calendar.timeZone) + DAY, first + HORIZON_DAYS * DAY);
  let total = 0;
  let cursor = from;
  for (let day = first; day <= last; day += DAY) {
    for (const [opens, closes] of stretchesOf(day)) {
      const start = Math.max(opens, cursor);
      const end = Math.min(closes, to);
      if (end <= start) continue;
      total += end - start;
      cursor = end;
    }
  }
  return total;
}

/** The open stretches of a calendar day (midnight of its date in UTC), earliest first. */
function openStretches(calendar: BusinessCalendar): (day: number) => Stretch[] {
  const known = weeks.get(calendar);
  if (known) return known;
  const read = readCalendar(calendar);
  weeks.set(calendar, read);
  return read;
}

function readCalendar({ timeZone, windows, holidays }: BusinessCalendar): (day: number) => Stretch[] {
  const week: Stretch[][] = Array.from({ length: 7 }, () => []);
  for (const { weekday, opens, closes } of windows) {
    week[weekday]?.push([minutes(opens) * MINUTE, minutes(closes) * MINUTE]);
  }
  for (const day of week) day.sort(([one], [other]) => one - other);
  const closed = new Set(holidays);
  return (day) => {
    const date = new Date(day);
    if (closed.has(date.toISOString().slice(0, 10))) return [];
    return (week[(date.getUTCDay() + 6) % 7] ?? []).map(
      ([opens, closes]) => [atLocal(day + opens, timeZone), atLocal(day + closes, timeZone)] as const,
    );
  };
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  return hours * 60 + rest;
}

/** The date that the wall shows at a moment, as midnight of that date in UTC. */
function localDay(at: number, timeZone: string): number {
  return Math.floor((at + offsetAt(at, timeZone)) / DAY) * DAY;
}

/**
 * The moment at which the wall shows `shown` (as if it were UTC), as PostgreSQL reads it: a time that is
 * skipped counts with the offset before the change, one that comes twice with the offset after it.
 */
function atLocal(shown: number, timeZone: string): number {
  const before = shown - knownOffset(shown - DAY, timeZone);
  const after = shown - knownOffset(shown + DAY, timeZone);
  if (before === after) return after;
  return after + offsetAt(after, timeZone) === shown ? after : before;
}

function knownOffset(at: number, timeZone: string): number {
  const key = `${timeZone} ${at}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= MAX_OFFSETS) offsets.clear();
  const offset = offsetAt(at, timeZone);
  offsets.set(key, offset);
  return offset;
}

function offsetAt(at: number, timeZone: string): number {
  const shown = dateTimeFormat("sv-SE", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone,
  }).format(new Date(at));
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}
