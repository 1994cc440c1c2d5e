import { expect, test } from "vitest";
import { byDay, dayName } from "@/lib/notifications/days";
import type { Notification } from "@/lib/notifications/types";

const at = (createdAt: string) => ({ id: createdAt, createdAt }) as Notification;

test("a day is one of the reader's calendar, also where it has 23 or 25 hours", () => {
  const days = byDay(
    ["2026-11-22T05:30:00Z", "2026-11-21T22:30:00Z", "2026-11-21T21:30:00Z"].map(at),
    "Africa/Johannesburg",
  );
  expect(days.map(({ day, items }) => [day, items.length])).toEqual([
    ["2026-11-22", 2],
    ["2026-11-21", 1],
  ]);
});

test.each([
  ["2026-11-22", "Today"],
  ["2026-11-21", "Yesterday"],
  ["2026-11-20", "Nov 20, 2026"],
])("%s is called %s", (day, name) => {
  const now = new Date("2026-11-21T22:30:00Z");
  expect(dayName(day, "en", "Africa/Johannesburg", { today: "Today", yesterday: "Yesterday" }, now)).toBe(
    name,
  );
});
