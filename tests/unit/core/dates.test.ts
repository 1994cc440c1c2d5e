import { describe, expect, it } from "vitest";
import {
  calendarDay,
  daysBetween,
  formatDate,
  formatDateTime,
  formatRelative,
  formatTime,
} from "@/lib/core/dates";

const JOHANNESBURG = "Africa/Johannesburg";
const BERLIN = "Europe/Berlin";

describe("absolute dates", () => {
  it("are written in the person's zone and language", () => {
    const moment = "2026-11-21T23:30:00Z";
    expect(formatDate(moment, "en-ZA", JOHANNESBURG)).toBe("22 Nov 2026");
    expect(formatTime(moment, "en-ZA", JOHANNESBURG)).toBe("01:30");
    expect(formatDateTime(moment, "de", "America/New_York")).toBe("21.11.2026, 18:30");
    expect(calendarDay(moment, JOHANNESBURG)).toBe("2026-11-22");
  });
});

describe("relative dates", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const relative = (moment: string) => formatRelative(moment, now, "en-ZA", JOHANNESBURG);

  it.each([
    ["2026-11-21T11:59:40Z", "now"],
    ["2026-11-21T11:55:00Z", "5 minutes ago"],
    ["2026-11-21T09:00:00Z", "3 hours ago"],
    ["2026-11-21T14:00:00Z", "in 2 hours"],
    ["2026-11-20T20:00:00Z", "yesterday"],
    ["2026-11-18T12:00:00Z", "3 days ago"],
    ["2026-11-22T18:00:00Z", "tomorrow"],
    ["2026-11-15T12:00:00Z", "6 days ago"],
    ["2026-11-14T12:00:00Z", "14 Nov 2026"],
    ["2026-12-25T12:00:00Z", "25 Dec 2026"],
  ])("%s is %s", (moment, expected) => {
    expect(relative(moment)).toBe(expected);
  });

  it("speak of hours across midnight while it is only a few", () => {
    expect(formatRelative("2026-11-20T21:00:00Z", new Date("2026-11-20T23:30:00Z"), "en", JOHANNESBURG)).toBe(
      "2 hours ago",
    );
  });
});

describe("days are days on the calendar", () => {
  it("also when the clocks go forward and the day has 23 hours", () => {
    // Berlin, 29 March 2026: 02:00 becomes 03:00.
    expect(daysBetween("2026-03-28T12:00:00+01:00", "2026-03-29T12:00:00+02:00", BERLIN)).toBe(1);
    expect(
      formatRelative("2026-03-28T23:30:00+01:00", new Date("2026-03-29T23:00:00+02:00"), "en", BERLIN),
    ).toBe("yesterday");
  });

  it("also when the clocks go back and the day has 25 hours", () => {
    // Berlin, 25 October 2026: 03:00 becomes 02:00.
    expect(daysBetween("2026-10-25T00:30:00+02:00", "2026-10-25T23:30:00+01:00", BERLIN)).toBe(0);
    expect(daysBetween("2026-10-25T00:30:00+02:00", "2026-10-26T00:30:00+01:00", BERLIN)).toBe(1);
    expect(
      formatRelative("2026-10-18T12:00:00+02:00", new Date("2026-10-25T12:00:00+01:00"), "en", BERLIN),
    ).toBe("Oct 18, 2026");
  });

  it("and depend on where one is", () => {
    const [from, to] = ["2026-11-21T10:00:00Z", "2026-11-21T23:00:00Z"] as const;
    expect(daysBetween(from, to, "UTC")).toBe(0);
    expect(daysBetween(from, to, JOHANNESBURG)).toBe(1);
  });
});
