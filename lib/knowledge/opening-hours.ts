import type { DeskWindow } from "./help-types";

/** Days in a row with the same hours; 0 is Monday. No hours: closed. */
export type HoursLine = { from: number; to: number; hours: { opens: string; closes: string }[] };

const DAYS = [0, 1, 2, 3, 4, 5, 6];

/** A week as people write it on a door: "Monday to Friday 08:00–17:00, Saturday 09:00–13:00, Sunday closed". */
export function weekOf(windows: readonly DeskWindow[]): HoursLine[] {
  const lines: HoursLine[] = [];
  for (const day of DAYS) {
    const hours = windows
      .filter(({ weekday }) => weekday === day)
      .map(({ opens, closes }) => ({ opens, closes }))
      .toSorted((left, right) => left.opens.localeCompare(right.opens));
    const last = lines.at(-1);
    if (last && JSON.stringify(last.hours) === JSON.stringify(hours)) last.to = day;
    else lines.push({ from: day, to: day, hours });
  }
  return lines;
}

/** "Monday"; 0 is Monday. */
export function weekdayName(weekday: number, locale: string): string {
  // 5 January 1970 was a Monday.
  const day = new Date(Date.UTC(1970, 0, 5 + weekday));
  return new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(day);
}
