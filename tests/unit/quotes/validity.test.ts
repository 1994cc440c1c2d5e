import { expect, test } from "vitest";
import { nextChange, validityLeft } from "@/lib/quotes/validity";

const END = "2026-12-01T10:00:00.000Z";
const ZONE = "Africa/Johannesburg";

test.each([
  ["2026-11-28T10:00:00.000Z", "days", 3],
  // Half past eleven at night in Johannesburg, so the day after tomorrow there.
  ["2026-11-29T21:30:00.000Z", "days", 2],
  ["2026-11-30T09:00:00.000Z", "days", 1],
  ["2026-11-30T10:30:00.000Z", "hours", 23],
  ["2026-12-01T08:59:59.000Z", "hours", 1],
  ["2026-12-01T09:15:30.000Z", "minutes", 44],
  ["2026-12-01T09:59:30.500Z", "seconds", 30],
  ["2026-12-01T09:59:59.999Z", "seconds", 1],
  ["2026-12-01T10:00:00.000Z", "over", 0],
  ["2026-12-02T10:00:00.000Z", "over", 0],
] as const)("at %s there are %s left: %i", (now, unit, count) => {
  expect(validityLeft(END, new Date(now), ZONE)).toEqual({ unit, count });
});

test("the words are looked at again when they change, and at the end to the millisecond", () => {
  expect(nextChange(END, new Date("2026-11-28T10:20:00.000Z"))).toBe(40 * 60_000);
  expect(nextChange(END, new Date("2026-12-01T09:15:30.000Z"))).toBe(30_000);
  expect(nextChange(END, new Date("2026-12-01T09:59:30.250Z"))).toBe(750);
  expect(nextChange(END, new Date("2026-12-01T10:00:00.000Z"))).toBe(Number.POSITIVE_INFINITY);
});
