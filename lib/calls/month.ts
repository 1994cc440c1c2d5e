const DAY = 86_400_000;

/** A day of a month's grid; `isOutside` belongs to the month before or after. */
export type GridDay = { day: string; isOutside: boolean };

/** The weeks of a month ("2026-11"), Monday first, filled up with days of its neighbours. */
export function monthGrid(month: string): GridDay[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY;
  const next = Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`);
  const weeks: GridDay[][] = [];
  for (let monday = start; monday < next; monday += 7 * DAY) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => {
        const day = isoDay(monday + index * DAY);
        return { day, isOutside: !day.startsWith(month) };
      }),
    );
  }
  return weeks;
}

/** "2026-11" and 2 make "2027-01". */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The day so many days later. */
export function addDays(day: string, count: number): string {
  return isoDay(Date.parse(`${day}T00:00:00Z`) + count * DAY);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return isoDay(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY);
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export const DAY_PARTS = ["morning", "afternoon", "evening"] as const;
export type DayPart = (typeof DAY_PARTS)[number];

/** Times of a day by its parts: until noon, until five, later; parts without any are left out. */
export function byDayPart<T extends { time: string }>(slots: readonly T[]): [DayPart, T[]][] {
  const partOf = (time: string): DayPart =>
    time < "12:00" ? "morning" : time < "17:00" ? "afternoon" : "evening";
  return DAY_PARTS.map((part): [DayPart, T[]] => [
    part,
    slots.filter(({ time }) => partOf(time) === part),
  ]).filter(([, times]) => times.length > 0);
}
