import { describe, expect, test } from "vitest";
import { fromLocal, toLocal } from "@/lib/core/zoned";

describe("the time on the wall", () => {
  test.each([
    ["2026-11-27T09:00", "Africa/Johannesburg", "2026-11-27T07:00:00.000Z"],
    ["2026-07-01T00:30", "America/St_Johns", "2026-07-01T03:00:00.000Z"],
    ["2026-01-01T00:00", "Pacific/Kiritimati", "2025-12-31T10:00:00.000Z"],
    ["2026-03-28T23:59", "Europe/Berlin", "2026-03-28T22:59:00.000Z"],
    ["2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
  ])("%s in %s is %s, and back", (local, zone, utc) => {
    expect(fromLocal(local, zone)?.toISOString()).toBe(utc);
    expect(toLocal(utc, zone)).toBe(local);
  });

  test("of an hour that comes twice it is the earlier one", () => {
    expect(fromLocal("2026-10-25T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });

  test("an hour that is skipped counts from before the skip", () => {
    expect(fromLocal("2026-03-29T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-03-29T01:30:00.000Z");
  });

  test.each(["", "2026-11-27", "27.11.2026 09:00", "2026-13-01T00:00"])("%j is no time", (text) => {
    expect(fromLocal(text, "UTC")).toBeNull();
  });
});
