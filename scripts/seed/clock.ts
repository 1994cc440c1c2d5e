export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** South Africa is two hours ahead of UTC all year round. */
const OFFSET = 2 * HOUR;
const OPENS = 8;
const CLOSES = 18;

/** Moments around `now`, on the shop's clock. */
export type Clock = {
  now: Date;
  ago: (milliseconds: number) => Date;
  /** So many days from today, at that time of day. */
  day: (days: number, hour: number, minute?: number) => Date;
  /** So many working days from today, at that time of day. */
  workday: (days: number, hour: number, minute?: number) => Date;
};

export function clockAt(now: Date): Clock {
  const midnight = Math.floor((now.getTime() + OFFSET) / DAY) * DAY - OFFSET;
  const day = (days: number, hour: number, minute = 0) =>
    new Date(midnight + days * DAY + hour * HOUR + minute * MINUTE);
  return {
    now,
    ago: (milliseconds) => new Date(now.getTime() - milliseconds),
    day,
    workday: (days, hour, minute) => {
      let calendarDays = 0;
      for (let left = days; left > 0; ) {
        calendarDays++;
        if (isWorkday(day(calendarDays, 12))) left--;
      }
      return day(calendarDays, hour, minute);
    },
  };
}

/** The shop's calendar date at that moment: 2026-11-21. */
export function dateOf(at: Date): string {
  return new Date(at.getTime() + OFFSET).toISOString().slice(0, 10);
}

/** The next moment at which the shop is open; the same one when it is. */
export function inOfficeHours(at: Date): Date {
  const local = new Date(at.getTime() + OFFSET);
  const hour = local.getUTCHours();
  const morning = new Date(at.getTime() - ((at.getTime() + OFFSET) % DAY) + OPENS * HOUR);
  if (hour < OPENS) return new Date(morning.getTime() + (at.getTime() % HOUR));
  if (hour >= CLOSES) return new Date(morning.getTime() + DAY + (at.getTime() % HOUR));
  return at;
}

function isWorkday(at: Date): boolean {
  const weekday = new Date(at.getTime() + OFFSET).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
