import { calendarDay, type Moment } from "@/lib/core/dates";
import { fromLocal, toLocal } from "@/lib/core/zoned";

/** When a ticket that is put aside comes back, as the menu offers it. */
export const SNOOZE_PRESETS = ["later_today", "tomorrow", "next_week"] as const;
export type SnoozePreset = (typeof SNOOZE_PRESETS)[number];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START_OF_WORK = "08:00";
const END_OF_DAY = 22;

/**
 * The presets that make sense at `now` on the clocks of a zone: three hours later, on the next full hour, unless that
 * is late in the evening; tomorrow at 08:00; next Monday at 08:00.
 */
export function snoozePresets(now: Date, timeZone: string): { preset: SnoozePreset; until: Date }[] {
  const later = new Date(Math.ceil((now.getTime() + 3 * HOUR) / HOUR) * HOUR);
  const isToday = calendarDay(later, timeZone) === calendarDay(now, timeZone);
  const offered: [SnoozePreset, Date | null][] = [
    ["later_today", isToday && hourOf(later, timeZone) <= END_OF_DAY ? later : null],
    ["tomorrow", morningAfter(now, 1, timeZone)],
    ["next_week", morningAfter(now, daysToMonday(now, timeZone), timeZone)],
  ];
  return offered.flatMap(([preset, until]) => (until ? [{ preset, until }] : []));
}

/** 08:00 of the calendar day that comes so many days later; days of 23 or 25 hours count as days. */
function morningAfter(now: Moment, days: number, timeZone: string): Date | null {
  const day = new Date(Date.parse(calendarDay(now, timeZone)) + days * DAY).toISOString().slice(0, 10);
  return fromLocal(`${day}T${START_OF_WORK}`, timeZone);
}

/** From 1 on a Sunday to 7 on a Monday. */
function daysToMonday(now: Date, timeZone: string): number {
  const weekday = new Date(Date.parse(calendarDay(now, timeZone))).getUTCDay();
  return (8 - weekday) % 7 || 7;
}

function hourOf(moment: Date, timeZone: string): number {
  return Number(toLocal(moment, timeZone).slice(11, 13));
}
