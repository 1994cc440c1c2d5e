import { calendarDay } from "@/lib/core/dates";
import { toLocal } from "@/lib/core/zoned";
import { addDays } from "./month";
import type { CallSummary } from "./types";

/** Where a call stands in the column of its day, in per cent of the hours that are shown. */
export type PlacedCall = { call: CallSummary; top: number; height: number; lane: number; lanes: number };
export type WeekDay = { day: string; calls: PlacedCall[] };
export type Week = { firstHour: number; lastHour: number; days: WeekDay[] };

/** Hours that are shown even when nothing is in them. */
const OPENS = 8;
const CLOSES = 18;
/** No block is lower than this, or its words would not fit. */
const LEAST_MINUTES = 25;

/** Calls of a week by day and time where the reader is; those at the same time stand side by side. */
export function placeWeek(calls: readonly CallSummary[], monday: string, timeZone: string): Week {
  const shown = calls.map((call) => {
    const local = toLocal(call.startsAt, timeZone);
    const minutes = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
    const length = (Date.parse(call.endsAt) - Date.parse(call.startsAt)) / 60_000;
    return {
      call,
      day: local.slice(0, 10),
      from: minutes,
      to: Math.min(minutes + Math.max(length, LEAST_MINUTES), 1440),
    };
  });
  const firstHour = Math.min(OPENS, ...shown.map(({ from }) => Math.floor(from / 60)));
  const lastHour = Math.max(CLOSES, ...shown.map(({ to }) => Math.ceil(to / 60)));
  const span = (lastHour - firstHour) * 60;
  const days = Array.from({ length: 7 }, (_, index): WeekDay => {
    const day = addDays(monday, index);
    const ofDay = shown.filter((one) => one.day === day).sort((one, other) => one.from - other.from);
    const lanes: number[] = [];
    const placed = ofDay.map((one) => {
      const free = lanes.findIndex((until) => until <= one.from);
      const lane = free < 0 ? lanes.length : free;
      lanes[lane] = one.to;
      return { ...one, lane };
    });
    return {
      day,
      calls: placed.map(({ call, from, to, lane }) => ({
        call,
        top: (100 * (from - firstHour * 60)) / span,
        height: (100 * (to - from)) / span,
        lane,
        lanes: Math.max(lanes.length, 1),
      })),
    };
  });
  return { firstHour, lastHour, days };
}

/** How far down the line of this moment stands, in per cent, and on which day; null outside the hours that are shown. */
export function nowLine(
  { firstHour, lastHour }: Week,
  now: Date,
  timeZone: string,
): { day: string; top: number } | null {
  const local = toLocal(now, timeZone);
  const minutes = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16)) - firstHour * 60;
  const span = (lastHour - firstHour) * 60;
  return minutes < 0 || minutes > span
    ? null
    : { day: calendarDay(now, timeZone), top: (100 * minutes) / span };
}
