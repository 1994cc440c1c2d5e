// Weeks around the changes of clocks, for the test of the slots and for the one that holds them against SQL.
import fc from "fast-check";
import type { AgentWeek, SlotInput } from "@/lib/calls/slots";
import type { DayWindow, WeekWindow } from "@/lib/calls/types";

export const AGENT = "00000000-0000-4000-8000-000000000001";
const MINUTE = 60_000;
const DAY = 86_400_000;

/** Where, and the days of 2026 on which its clocks change (or any days where they never do). */
export const PLACES: [timeZone: string, days: string[]][] = [
  ["Africa/Johannesburg", ["2026-03-29", "2026-10-25"]],
  ["Europe/London", ["2026-03-29", "2026-10-25"]],
  ["America/New_York", ["2026-03-08", "2026-11-01"]],
  ["Australia/Lord_Howe", ["2026-04-05", "2026-10-04"]],
  ["Asia/Jakarta", ["2026-04-05", "2026-11-01"]],
];

/** The same windows on every day of the week. */
export function everyDay(timeZone: string, windows: [opens: string, closes: string][]): AgentWeek {
  return {
    agentId: AGENT,
    validFrom: "2026-01-01",
    timeZone,
    windows: [0, 1, 2, 3, 4, 5, 6].flatMap((weekday) =>
      windows.map(([opens, closes]) => ({ weekday, opens, closes })),
    ),
  };
}

/** Input for a day (UTC hours around it) with nothing in the way. */
export function around(day: string, week: AgentWeek, slotMinutes = 30): SlotInput {
  const noon = Date.parse(`${day}T12:00:00Z`);
  return {
    weeks: [week],
    exceptions: [],
    absences: [],
    booked: [],
    settings: { slotMinutes, noticeMinutes: 0, bufferBefore: 0, bufferAfter: 0, horizonDays: 30, maxOpen: 3 },
    now: noon - 3 * DAY,
    from: noon - 2 * DAY,
    to: noon + 2 * DAY,
  };
}

const hhmm = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Windows of one day that do not overlap, on quarters of an hour; the early hours, where clocks change, often. */
const dayWindows = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 96 })), {
    minLength: 2,
    maxLength: 8,
  })
  .map((quarters) => {
    const sorted = quarters.toSorted((a, b) => a - b);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, n) => ({
      opens: hhmm((sorted[2 * n] ?? 0) * 15),
      closes: hhmm((sorted[2 * n + 1] ?? 0) * 15),
    }));
  });

const week = fc
  .array(dayWindows, { minLength: 7, maxLength: 7 })
  .map((days): WeekWindow[] =>
    days.flatMap((windows, weekday) => windows.map((window) => ({ weekday, ...window }))),
  );

/** Any agent's weeks, exceptions, calls and absences around a change of clocks. */
export const anySituation: fc.Arbitrary<SlotInput & { timeZone: string }> = fc
  .constantFrom(...PLACES.flatMap(([timeZone, days]) => days.map((day) => ({ timeZone, day }))))
  .chain(({ timeZone, day }) => {
    const noon = Date.parse(`${day}T12:00:00Z`);
    const moment = fc.integer({ min: -48 * 12, max: 48 * 12 }).map((fives) => noon + fives * 5 * MINUTE);
    const block = fc
      .tuple(moment, fc.integer({ min: 1, max: 36 }))
      .map(([start, fives]) => ({ agentId: AGENT, start, end: start + fives * 5 * MINUTE }));
    const change = (offset: number) => new Date(noon + offset * DAY).toISOString().slice(0, 10);
    return fc.record({
      timeZone: fc.constant(timeZone),
      weeks: fc
        .tuple(week, fc.option(week, { nil: undefined }))
        .map(([first, second]): AgentWeek[] => [
          { agentId: AGENT, validFrom: "2026-01-01", timeZone, windows: first },
          ...(second ? [{ agentId: AGENT, validFrom: day, timeZone, windows: second }] : []),
        ]),
      exceptions: fc
        .option(
          fc.tuple(fc.integer({ min: -1, max: 1 }), fc.oneof(fc.constant<DayWindow[]>([]), dayWindows)),
          {
            nil: undefined,
          },
        )
        .map((one) => (one ? [{ agentId: AGENT, day: change(one[0]), timeZone, windows: one[1] }] : [])),
      absences: fc.array(block, { maxLength: 2 }),
      booked: fc.array(block, { maxLength: 3 }),
      settings: fc.record({
        slotMinutes: fc.constantFrom(15, 30, 45, 60),
        noticeMinutes: fc.constantFrom(0, 240, 1440),
        bufferBefore: fc.constantFrom(0, 10, 15),
        bufferAfter: fc.constantFrom(0, 5, 15),
        horizonDays: fc.constantFrom(1, 2, 30),
        maxOpen: fc.constant(3),
      }),
      now: fc.constantFrom(noon - 3 * DAY, noon - DAY, noon - 7 * 60 * MINUTE),
      from: fc.constant(noon - 2 * DAY),
      to: fc.constant(noon + 2 * DAY),
    });
  });
