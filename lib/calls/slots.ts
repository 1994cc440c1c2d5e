// Which times can be booked, as `private.call_slots` counts them; a test runs both over the same weeks.
import { dateTimeFormat } from "../core/dates.ts";
import type { CallSettings, DayWindow, WeekWindow } from "./types.ts";

const SECOND = 1_000;
const MINUTE = 60_000;
const DAY = 86_400_000;

/** The week of an agent from a day on ("2026-11-24"), in their own zone. */
export type AgentWeek = { agentId: string; validFrom: string; timeZone: string; windows: WeekWindow[] };
/** Other windows for one day; none: not at all. */
export type DayException = { agentId: string; day: string; timeZone: string; windows: DayWindow[] };
/** What an agent cannot take a call in. Milliseconds since 1970; an end of Infinity is "until further notice". */
export type Block = { agentId: string; start: number; end: number };

export type SlotInput = {
  weeks: readonly AgentWeek[];
  exceptions: readonly DayException[];
  /** Time off, absences, holidays: no slot may touch them. */
  absences: readonly Block[];
  /** Calls with their own buffers: a slot keeps its buffers clear of them. */
  booked: readonly Block[];
  settings: CallSettings;
  /** Milliseconds since 1970, as all below. */
  now: number;
  from: number;
  to: number;
};

/** A slot of one agent, in milliseconds since 1970. */
export type AgentSlot = { agentId: string; start: number; end: number };

/**
 * The slots that begin from `from` to before `to` and can be had at `now`: inside a window, at its beginning or whole
 * slots after it, after the notice, before the horizon, clear of calls with buffers and of absences. In order.
 */
export function computeSlots(input: SlotInput): AgentSlot[] {
  const { settings, now } = input;
  const length = settings.slotMinutes * MINUTE;
  const earliest = Math.max(input.from, now + settings.noticeMinutes * MINUTE);
  const latest = now + settings.horizonDays * DAY;
  const found = new Map<string, AgentSlot>();
  for (const { agentId, start: opens, end: closes } of windowsOf(input)) {
    for (let start = opens; start + length <= closes; start += length) {
      if (start < earliest || start >= input.to || start > latest) continue;
      const slot = { agentId, start, end: start + length };
      if (isFree(slot, input)) found.set(`${agentId} ${start}`, slot);
    }
  }
  return Array.from(found.values()).sort(
    (one, other) => one.start - other.start || (one.agentId < other.agentId ? -1 : 1),
  );
}

function isFree({ agentId, start, end }: AgentSlot, { absences, booked, settings }: SlotInput): boolean {
  const from = start - settings.bufferBefore * MINUTE;
  const to = end + settings.bufferAfter * MINUTE;
  return (
    !absences.some((block) => block.agentId === agentId && block.start < end && block.end > start) &&
    !booked.some((block) => block.agentId === agentId && block.start < to && block.end > from)
  );
}

/** When agents can be called: their week, or what an exception says of a day. Reaches a day beyond the range. */
function windowsOf({ weeks, exceptions, now, from, to, settings }: SlotInput): Block[] {
  const first = Math.max(from, now);
  const last = Math.min(to, now + settings.horizonDays * DAY);
  const excepted = new Set(exceptions.map(({ agentId, day }) => `${agentId} ${day}`));
  const windows: Block[] = [];
  const add = (agentId: string, day: number, { opens, closes }: DayWindow, timeZone: string) =>
    windows.push({
      agentId,
      start: firstMoment(day + clock(opens), timeZone),
      end: firstMoment(day + clock(closes), timeZone),
    });
  for (const week of weeks) {
    const next = weeks
      .filter(({ agentId, validFrom }) => agentId === week.agentId && validFrom > week.validFrom)
      .reduce((soonest, { validFrom }) => Math.min(soonest, midnight(validFrom)), Number.POSITIVE_INFINITY);
    const begin = Math.max(midnight(week.validFrom), shownDay(first, week.timeZone) - DAY);
    const end = Math.min(next - DAY, shownDay(last, week.timeZone) + DAY);
    for (let day = begin; day <= end; day += DAY) {
      if (excepted.has(`${week.agentId} ${isoDay(day)}`)) continue;
      const weekday = (new Date(day).getUTCDay() + 6) % 7;
      for (const window of week.windows) {
        if (window.weekday === weekday) add(week.agentId, day, window, week.timeZone);
      }
    }
  }
  for (const { agentId, day, timeZone, windows: ofDay } of exceptions) {
    const at = midnight(day);
    if (at < shownDay(first, timeZone) - DAY || at > shownDay(last, timeZone) + DAY) continue;
    for (const window of ofDay) add(agentId, at, window, timeZone);
  }
  return windows;
}

/**
 * The first moment at which the clocks of a zone show `shown` (a time on the wall as if it were UTC) or a later time.
 * A time that is skipped is the moment of the change; of one that comes twice it is the earlier. It never falls as
 * `shown` rises, so windows that do not overlap on the wall do not overlap in time.
 */
function firstMoment(shown: number, timeZone: string): number {
  // The offsets of a day before and a day after: they differ around a change.
  const one = shown - offsetAt(shown - DAY, timeZone);
  const other = shown - offsetAt(shown + DAY, timeZone);
  let low = Math.min(one, other);
  let high = Math.max(one, other);
  if (low === high || low + offsetAt(low, timeZone) >= shown) return low;
  while (high - low > SECOND) {
    const middle = low + Math.floor((high - low) / 2 / SECOND) * SECOND;
    if (middle + offsetAt(middle, timeZone) >= shown) high = middle;
    else low = middle;
  }
  return high;
}

function midnight(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function isoDay(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

/** The date that the wall shows at a moment, as midnight of that date in UTC. */
function shownDay(at: number, timeZone: string): number {
  return Math.floor((at + offsetAt(at, timeZone)) / DAY) * DAY;
}

function clock(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (hours * 60 + minutes) * MINUTE;
}

/** How far the wall is ahead of UTC at a moment, in milliseconds. */
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
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(at / SECOND) * SECOND;
}
