import { calendarDay, dateTimeFormat, daysBetween, type Moment } from "@/lib/core/dates";

/** A day as people speak of it: today, tomorrow, by its weekday within a week, else by its date. */
export type DayWords = { when: "past" | "today" | "tomorrow" | "weekday" | "date"; day: string };

/** How the day of `at` is called at `now`, on the reader's calendar. `day` is its weekday or date. */
export function dayWords(at: Moment, now: Date, locale: string, timeZone: string): DayWords {
  const days = daysBetween(now, at, timeZone);
  if (days < 0) return { when: "past", day: shortDate(at, now, locale, timeZone) };
  if (days === 0) return { when: "today", day: "" };
  if (days === 1) return { when: "tomorrow", day: "" };
  if (days < 7) return { when: "weekday", day: format(at, locale, { weekday: "long", timeZone }) };
  return { when: "date", day: shortDate(at, now, locale, timeZone) };
}

/** "24 Nov"; with the year when it is another one. */
function shortDate(at: Moment, now: Date, locale: string, timeZone: string): string {
  const isThisYear = calendarDay(at, timeZone).slice(0, 4) === calendarDay(now, timeZone).slice(0, 4);
  return format(at, locale, {
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
    timeZone,
  });
}

function format(at: Moment, locale: string, options: Intl.DateTimeFormatOptions): string {
  return dateTimeFormat(locale, options).format(new Date(at));
}

/** Which greeting fits the hour where the reader is. */
export function partOfDay(now: Date, timeZone: string): "morning" | "afternoon" | "evening" {
  const hour = Number(dateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone }).format(now));
  if (hour >= 4 && hour < 12) return "morning";
  return hour >= 12 && hour < 18 ? "afternoon" : "evening";
}
