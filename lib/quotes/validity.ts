import { daysBetween } from "@/lib/core/dates";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long a quote still holds, in the unit that says it best. */
export type Validity = { unit: "days" | "hours" | "minutes" | "seconds" | "over"; count: number };

/**
 * What is left until `validUntil`. Days are counted on the reader's calendar, so that "1 more day" is
 * tomorrow; the last day is counted in hours, the last hour in minutes, the last minute in seconds.
 */
export function validityLeft(validUntil: string, now: Date, timeZone: string): Validity {
  const left = Date.parse(validUntil) - now.getTime();
  if (left <= 0) return { unit: "over", count: 0 };
  if (left < MINUTE) return { unit: "seconds", count: Math.ceil(left / SECOND) };
  if (left < HOUR) return { unit: "minutes", count: Math.floor(left / MINUTE) };
  const days = daysBetween(now, validUntil, timeZone);
  if (left < DAY || days === 0) return { unit: "hours", count: Math.floor(left / HOUR) };
  return { unit: "days", count: days };
}

/** After how many milliseconds `validityLeft` says something else at the latest. */
export function nextChange(validUntil: string, now: Date): number {
  const left = Date.parse(validUntil) - now.getTime();
  if (left <= 0) return Number.POSITIVE_INFINITY;
  if (left < MINUTE) return left % SECOND || SECOND;
  // Never past the end: an offer that has lapsed may not stand there as valid.
  if (left < HOUR) return left % MINUTE || MINUTE;
  return Math.min(left % HOUR || HOUR, HOUR);
}
