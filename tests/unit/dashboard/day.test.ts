import { describe, expect, test } from "vitest";
import { dayWords, partOfDay } from "@/lib/dashboard/day";

const ZONE = "Africa/Johannesburg";
/** 23:00 on Saturday, 21 November, in Johannesburg. */
const NOW = new Date("2026-11-21T21:00:00Z");
const words = (at: string) => dayWords(at, NOW, "en", ZONE);

describe("how a day is called", () => {
  test.each([
    ["2026-11-21T00:00:00Z", { when: "today", day: "" }],
    ["2026-11-21T22:00:00Z", { when: "tomorrow", day: "" }],
    ["2026-11-23T10:00:00Z", { when: "weekday", day: "Monday" }],
    ["2026-11-27T10:00:00Z", { when: "weekday", day: "Friday" }],
    ["2026-11-28T10:00:00Z", { when: "date", day: "Nov 28" }],
    ["2027-01-04T10:00:00Z", { when: "date", day: "Jan 4, 2027" }],
    ["2026-11-20T21:30:00Z", { when: "past", day: "Nov 20" }],
  ])("%s", (at, expected) => {
    expect(words(at)).toEqual(expected);
  });

  test("a change of clocks does not move a day", () => {
    // In New York, the night to 1 November 2026 has 25 hours.
    const evening = new Date("2026-11-01T03:30:00Z");
    expect(dayWords("2026-11-02T04:30:00Z", evening, "en", "America/New_York").when).toBe("tomorrow");
  });
});

test.each([
  [3, "evening"],
  [4, "morning"],
  [11, "morning"],
  [12, "afternoon"],
  [17, "afternoon"],
  [18, "evening"],
  [23, "evening"],
  [0, "evening"],
])("at %i o'clock it is %s", (hour, part) => {
  expect(partOfDay(new Date(Date.UTC(2026, 10, 21, hour, 59)), "UTC")).toBe(part);
});
