import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeSlots, type SlotInput } from "@/lib/calls/slots";
import { dateTimeFormat } from "@/lib/core/dates";
import { toLocal } from "@/lib/core/zoned";
import { AGENT, anySituation, around, everyDay, PLACES } from "./weeks";

const MINUTE = 60_000;

/** What the clocks show at the beginnings of the slots of a day. */
function shownOn(day: string, input: SlotInput): string[] {
  const timeZone = input.weeks[0]?.timeZone ?? "UTC";
  return computeSlots(input)
    .map(({ start }) => toLocal(new Date(start), timeZone))
    .filter((local) => local.startsWith(day))
    .map((local) => local.slice(11));
}

const night = (timeZone: string) => everyDay(timeZone, [["00:00", "04:00"]]);

describe("the night on which clocks change", () => {
  test.each(["Africa/Johannesburg", "Asia/Jakarta"])("is like any other in %s", (timeZone) => {
    for (const day of ["2026-03-29", "2026-10-25"]) {
      expect(shownOn(day, around(day, night(timeZone)))).toEqual([
        "00:00",
        "00:30",
        "01:00",
        "01:30",
        "02:00",
        "02:30",
        "03:00",
        "03:30",
      ]);
    }
  });

  test("has no second hour in London in March, and two of them in October", () => {
    expect(shownOn("2026-03-29", around("2026-03-29", night("Europe/London")))).toEqual([
      "00:00",
      "00:30",
      "02:00",
      "02:30",
      "03:00",
      "03:30",
    ]);
    expect(shownOn("2026-10-25", around("2026-10-25", night("Europe/London")))).toEqual([
      "00:00",
      "00:30",
      "01:00",
      "01:30",
      "01:00",
      "01:30",
      "02:00",
      "02:30",
      "03:00",
      "03:30",
    ]);
  });

  test("does the same an hour later in New York", () => {
    expect(shownOn("2026-03-08", around("2026-03-08", night("America/New_York")))).toEqual([
      "00:00",
      "00:30",
      "01:00",
      "01:30",
      "03:00",
      "03:30",
    ]);
    expect(shownOn("2026-11-01", around("2026-11-01", night("America/New_York")))).toHaveLength(10);
  });

  test("is half an hour shorter or longer on Lord Howe Island", () => {
    expect(shownOn("2026-10-04", around("2026-10-04", night("Australia/Lord_Howe")))).toEqual([
      "00:00",
      "00:30",
      "01:00",
      "01:30",
      "02:30",
      "03:00",
      "03:30",
    ]);
    expect(shownOn("2026-04-05", around("2026-04-05", night("Australia/Lord_Howe")))).toEqual([
      "00:00",
      "00:30",
      "01:00",
      "01:30",
      "01:30",
      "02:00",
      "02:30",
      "03:00",
      "03:30",
    ]);
  });

  test("makes no slot of a window that the clocks skip", () => {
    const skipped = (timeZone: string, day: string, window: [string, string]) =>
      shownOn(day, around(day, everyDay(timeZone, [window]), 15));
    expect(skipped("Europe/London", "2026-03-29", ["01:00", "02:00"])).toEqual([]);
    expect(skipped("America/New_York", "2026-03-08", ["02:15", "02:45"])).toEqual([]);
    expect(skipped("Australia/Lord_Howe", "2026-10-04", ["02:00", "02:30"])).toEqual([]);
    expect(skipped("Australia/Lord_Howe", "2026-10-04", ["01:45", "02:15"])).toEqual(["01:45"]);
  });

  test("leaves the working day alone", () => {
    for (const [timeZone, days] of PLACES) {
      for (const day of days) {
        const week = everyDay(timeZone, [["09:00", "11:00"]]);
        expect(shownOn(day, around(day, week))).toEqual(["09:00", "09:30", "10:00", "10:30"]);
      }
    }
  });
});

describe("any weeks, exceptions, calls and absences around a change", () => {
  test("give slots inside a window, none twice, none within a buffer or an absence", () => {
    fc.assert(
      fc.property(anySituation, (input) => {
        const slots = computeSlots(input);
        const open = openMinutes(input);
        const length = input.settings.slotMinutes * MINUTE;
        expect(new Set(slots.map(({ start }) => start)).size).toBe(slots.length);
        for (const { start, end, agentId } of slots) {
          expect(agentId).toBe(AGENT);
          expect(end - start).toBe(length);
          for (let at = start; at < end; at += MINUTE) expect(open.has(at)).toBe(true);
          expect(start).toBeGreaterThanOrEqual(
            Math.max(input.from, input.now + input.settings.noticeMinutes * MINUTE),
          );
          expect(start).toBeLessThan(input.to);
          expect(start).toBeLessThanOrEqual(input.now + input.settings.horizonDays * 1440 * MINUTE);
          for (const block of input.absences) expect(block.start >= end || block.end <= start).toBe(true);
          for (const call of input.booked) {
            expect(
              call.start >= end + input.settings.bufferAfter * MINUTE ||
                call.end <= start - input.settings.bufferBefore * MINUTE,
            ).toBe(true);
          }
        }
        for (const [index, slot] of slots.entries()) {
          const next = slots[index + 1];
          if (next) expect(next.start).toBeGreaterThanOrEqual(slot.end);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("give every slot that fits when nothing is in the way", () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const input = {
          ...situation,
          absences: [],
          booked: [],
          now: situation.from - 1440 * MINUTE,
          settings: { ...situation.settings, noticeMinutes: 0, horizonDays: 30 },
        };
        const starts = new Set(computeSlots(input).map(({ start }) => start));
        for (const [opens, closes] of openStretches(input)) {
          const length = input.settings.slotMinutes * MINUTE;
          for (let at = opens; at + length <= closes; at += length) {
            if (at >= input.from && at < input.to) expect(starts.has(at)).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

// The same from first principles: every minute of the days around is looked at on the wall. ---------------------

function wall(at: number, timeZone: string): string {
  return dateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone })
    .format(at)
    .replace(" ", "T");
}

/** Windows as stretches of time: from the first minute at which the wall shows their opening, or later, and so on. */
function openStretches({
  weeks,
  exceptions,
  from,
  to,
}: SlotInput & { timeZone: string }): [number, number][] {
  const timeZone = weeks[0]?.timeZone ?? "UTC";
  const minutes: [at: number, shown: string][] = [];
  for (let at = from - 3 * 1440 * MINUTE; at < to + 3 * 1440 * MINUTE; at += MINUTE) {
    minutes.push([at, wall(at, timeZone)]);
  }
  const seen = new Map<string, number>();
  let latest = "";
  for (const [at, shown] of minutes) {
    if (shown <= latest) continue;
    latest = shown;
    seen.set(shown, at);
  }
  const reached = Array.from(seen);
  const firstAt = (shown: string) => {
    const exact = seen.get(shown);
    return exact ?? reached.find(([other]) => other >= shown)?.[1] ?? Number.POSITIVE_INFINITY;
  };
  const stretches: [number, number][] = [];
  for (let noon = from - 2 * 1440 * MINUTE; noon <= to + 2 * 1440 * MINUTE; noon += 1440 * MINUTE) {
    const day = new Date(noon).toISOString().slice(0, 10);
    const week = weeks.filter(({ validFrom }) => validFrom <= day).at(-1);
    const exception = exceptions.find((one) => one.day === day);
    const weekday = (new Date(noon).getUTCDay() + 6) % 7;
    for (const { opens, closes } of exception?.windows ??
      week?.windows.filter((window) => window.weekday === weekday) ??
      []) {
      const nextDay = new Date(noon + 1440 * MINUTE).toISOString().slice(0, 10);
      const end = closes === "24:00" ? `${nextDay}T00:00` : `${day}T${closes}`;
      stretches.push([firstAt(`${day}T${opens}`), firstAt(end)]);
    }
  }
  return stretches;
}

function openMinutes(input: SlotInput & { timeZone: string }): Set<number> {
  const open = new Set<number>();
  for (const [opens, closes] of openStretches(input)) {
    for (let at = opens; at < closes; at += MINUTE) open.add(at);
  }
  return open;
}
