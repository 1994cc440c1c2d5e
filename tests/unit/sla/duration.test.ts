import { describe, expect, test } from "vitest";
import { formatDuration, MAX_MINUTES, parseDuration } from "@/lib/sla/duration";

describe("a duration as people write it", () => {
  test.each([
    ["30m", 30],
    ["30 min", 30],
    ["4h", 240],
    ["4", 240],
    ["1h 30m", 90],
    ["1h30", null],
    ["1.5h", 90],
    ["1,5 h", 90],
    ["1:30", 90],
    ["72 hours", 4320],
    ["90 minutes", 90],
    [" 2H ", 120],
    ["0", null],
    ["0m", null],
    ["", null],
    ["-1h", null],
    ["soon", null],
    ["0.01h", null],
    ["2160h", MAX_MINUTES],
    ["2161h", null],
  ])("%j is %j minutes", (text, minutes) => {
    expect(parseDuration(text)).toBe(minutes);
  });

  test.each([30, 60, 90, 240, 1440, MAX_MINUTES])("%i minutes are written as they are read", (minutes) => {
    expect(parseDuration(formatDuration(minutes))).toBe(minutes);
  });
});
