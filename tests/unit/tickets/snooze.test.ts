import { describe, expect, test } from "vitest";
import { snoozePresets } from "@/lib/tickets/snooze";

const presets = (now: string, timeZone: string) =>
  Object.fromEntries(
    snoozePresets(new Date(now), timeZone).map(({ preset, until }) => [preset, until.toISOString()]),
  );

describe("when a ticket that is put aside comes back", () => {
  test.each([
    // A Saturday morning.
    [
      "2026-11-21T07:20:00Z",
      "Africa/Johannesburg",
      ["2026-11-21T11:00:00.000Z", "2026-11-22T06:00:00.000Z", "2026-11-23T06:00:00.000Z"],
    ],
    // A Monday: next week is a week away.
    [
      "2026-11-23T07:00:00Z",
      "Africa/Johannesburg",
      ["2026-11-23T10:00:00.000Z", "2026-11-24T06:00:00.000Z", "2026-11-30T06:00:00.000Z"],
    ],
    // The clocks of Berlin go back in the night to a Sunday, and the morning stays at eight.
    [
      "2026-10-24T10:00:00Z",
      "Europe/Berlin",
      ["2026-10-24T13:00:00.000Z", "2026-10-25T07:00:00.000Z", "2026-10-26T07:00:00.000Z"],
    ],
    // Already tomorrow in Auckland.
    [
      "2026-11-21T12:00:00Z",
      "Pacific/Auckland",
      ["2026-11-21T15:00:00.000Z", "2026-11-22T19:00:00.000Z", "2026-11-22T19:00:00.000Z"],
    ],
    // Half an hour beside the full ones.
    [
      "2026-11-20T04:40:00Z",
      "Asia/Kolkata",
      ["2026-11-20T08:00:00.000Z", "2026-11-21T02:30:00.000Z", "2026-11-23T02:30:00.000Z"],
    ],
  ])("at %s in %s", (now, timeZone, [later_today, tomorrow, next_week]) => {
    expect(presets(now, timeZone)).toEqual({ later_today, tomorrow, next_week });
  });

  test("in the evening nothing is left of today", () => {
    expect(Object.keys(presets("2026-11-21T18:30:00Z", "Africa/Johannesburg"))).toEqual([
      "tomorrow",
      "next_week",
    ]);
  });
});
