import type { BusinessCalendar } from "../../lib/sla/types.ts";

const WORKDAYS = [0, 1, 2, 3, 4];
const SATURDAY = 5;

/** Public holidays of South Africa that fall on the same day each year. */
const HOLIDAYS = [
  ["01-01", "New Year's Day"],
  ["03-21", "Human Rights Day"],
  ["04-27", "Freedom Day"],
  ["05-01", "Workers' Day"],
  ["06-16", "Youth Day"],
  ["08-09", "National Women's Day"],
  ["09-24", "Heritage Day"],
  ["12-16", "Day of Reconciliation"],
  ["12-25", "Christmas Day"],
  ["12-26", "Day of Goodwill"],
] as const;

/** The holidays of the year before, of this one and of the next. */
export function shopHolidays(year: number): { day: string; name: string }[] {
  return [year - 1, year, year + 1].flatMap((each) =>
    HOLIDAYS.map(([day, name]) => ({ day: `${each}-${day}`, name })),
  );
}

/** When somebody is at the shop's desk. */
export const SHOP_CALENDAR: BusinessCalendar = {
  timeZone: "Africa/Johannesburg",
  windows: [
    ...WORKDAYS.map((weekday) => ({ weekday, opens: "08:00", closes: "17:00" })),
    { weekday: SATURDAY, opens: "09:00", closes: "13:00" },
  ],
  // Of every year that tickets are made for.
  holidays: [2020, 2023, 2026, 2029, 2032, 2035].flatMap(shopHolidays).map(({ day }) => day),
};

/** What is urgent does not wait for the morning. */
export const ROUND_THE_CLOCK: BusinessCalendar = { timeZone: "UTC", windows: [], holidays: [] };
