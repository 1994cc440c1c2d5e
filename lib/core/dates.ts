/** A moment, as the API writes it (ISO 8601) or as JavaScript holds it. */
export type Moment = Date | string;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

/** A formatter as `Intl` makes it, kept: making one costs more than a hundred uses of it. */
export function dateTimeFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, options);
    formats.set(key, format);
  }
  return format;
}

function toDate(moment: Moment): Date {
  return typeof moment === "string" ? new Date(moment) : moment;
}

/** "21 Nov 2026" */
export function formatDate(moment: Moment, locale: string, timeZone: string): string {
  return dateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(toDate(moment));
}

/** "14:05" */
export function formatTime(moment: Moment, locale: string, timeZone: string): string {
  return dateTimeFormat(locale, { timeStyle: "short", timeZone }).format(toDate(moment));
}

/** "21 Nov 2026, 14:05" */
export function formatDateTime(moment: Moment, locale: string, timeZone: string): string {
  return dateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(toDate(moment));
}

/** The calendar day of a moment where the person is, "2026-11-21": for grouping, and for comparing days. */
export function calendarDay(moment: Moment, timeZone: string): string {
  // The Swedish locale writes ISO dates.
  return dateTimeFormat("sv-SE", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format(
    toDate(moment),
  );
}

/**
 * "2 hours ago", "yesterday", "in 3 days"; a date when the moment is a week or more away.
 * Days are counted on the person's calendar, so a day of 23 or 25 hours is one day.
 */
export function formatRelative(moment: Moment, now: Date, locale: string, timeZone: string): string {
  const date = toDate(moment);
  const elapsed = date.getTime() - now.getTime();
  const distance = Math.abs(elapsed);
  const format = relativeFormat(locale);

  if (distance < MINUTE) return format.format(0, "second");
  if (distance < HOUR) return format.format(Math.trunc(elapsed / MINUTE), "minute");
  const days = daysBetween(now, date, timeZone);
  if (days === 0 || distance < 12 * HOUR) return format.format(Math.trunc(elapsed / HOUR), "hour");
  if (Math.abs(days) < 7) return format.format(days, "day");
  return formatDate(date, locale, timeZone);
}

/** Calendar days from one moment to another in a time zone: negative when `to` is earlier. */
export function daysBetween(from: Moment, to: Moment, timeZone: string): number {
  const start = Date.parse(calendarDay(from, timeZone));
  const end = Date.parse(calendarDay(to, timeZone));
  return Math.round((end - start) / DAY);
}

function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  let format = relativeFormats.get(locale);
  if (!format) {
    format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    relativeFormats.set(locale, format);
  }
  return format;
}
