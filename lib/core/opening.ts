import { dateTimeFormat, daysBetween, formatTime } from "./dates";

/** When somebody is there, as the database knows it. */
export type SupportHours = { isOpenNow: boolean; opensAt: string | null };

const WEEK = 7;

/** "14:00" on the same day, "Monday 08:00" within a week, "Mon 4 Jan, 08:00" after that. */
export function openingWords(opensAt: string, now: Date, locale: string, timeZone: string): string {
  const days = daysBetween(now, opensAt, timeZone);
  if (days === 0) return formatTime(opensAt, locale, timeZone);
  const day =
    days < WEEK
      ? ({ weekday: "long" } as const)
      : ({ weekday: "short", day: "numeric", month: "short" } as const);
  const options = { ...day, hour: "2-digit", minute: "2-digit", timeZone } as const;
  return dateTimeFormat(locale, options).format(new Date(opensAt));
}
