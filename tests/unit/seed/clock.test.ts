import { describe, expect, test } from "vitest";
import { clockAt, dateOf, inOfficeHours } from "../../../scripts/seed/clock.ts";

const FRIDAY_NOON = new Date("2026-11-20T10:00:00Z");

describe("clockAt", () => {
  test("days are the shop's, two hours ahead of UTC", () => {
    const lateEvening = clockAt(new Date("2026-11-20T22:30:00Z"));
    expect(lateEvening.day(0, 9).toISOString()).toBe("2026-11-21T07:00:00.000Z");
    expect(lateEvening.day(-1, 9, 30).toISOString()).toBe("2026-11-20T07:30:00.000Z");
  });

  test("working days leave out the weekend", () => {
    const clock = clockAt(FRIDAY_NOON);
    expect(dateOf(clock.workday(1, 10))).toBe("2026-11-23");
    expect(dateOf(clock.workday(5, 10))).toBe("2026-11-27");
    expect(dateOf(clock.workday(6, 10))).toBe("2026-11-30");
  });
});

test.each([
  ["while the shop is open, at once", "2026-11-20T10:00:00.000Z", "2026-11-20T10:00:00.000Z"],
  ["before it opens, the same morning", "2026-11-20T03:15:00.000Z", "2026-11-20T06:15:00.000Z"],
  ["after midnight, the same morning", "2026-11-19T22:15:00.000Z", "2026-11-20T06:15:00.000Z"],
  ["in the evening, the next morning", "2026-11-20T18:40:00.000Z", "2026-11-21T06:40:00.000Z"],
])("staff answer %s", (_, at, expected) => {
  expect(inOfficeHours(new Date(at)).toISOString()).toBe(expected);
});
