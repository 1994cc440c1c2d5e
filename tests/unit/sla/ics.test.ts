import { describe, expect, test } from "vitest";
import { readHolidays } from "@/lib/sla/ics";

const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:1", ...lines, "END:VEVENT"].join("\r\n");
const calendar = (...events: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN", ...events, "END:VCALENDAR", ""].join("\r\n");
const read = (...events: string[]) => readHolidays(calendar(...events), "2026-01-01", "2028-12-31");

describe("holidays of a calendar file", () => {
  test("are its whole days, in order, under their names", () => {
    const christmas = event(
      "DTSTART;VALUE=DATE:20261225",
      "DTEND;VALUE=DATE:20261226",
      "SUMMARY;LANGUAGE=en:Christmas\\, the\r\n  first day",
    );
    const newYear = event("DTSTART;VALUE=DATE:20260101", "SUMMARY:New Year");
    expect(read(christmas, newYear)).toEqual({
      days: [
        { day: "2026-01-01", name: "New Year" },
        { day: "2026-12-25", name: "Christmas, the first day" },
      ],
      skipped: 0,
    });
  });

  test("that last several days are each of them", () => {
    const break_ = event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227", "SUMMARY:Break");
    expect(read(break_)).toMatchObject({
      days: ["2026-12-24", "2026-12-25", "2026-12-26"].map((day) => ({ day, name: "Break" })),
    });
  });

  test("repeat by the year, with exceptions", () => {
    const fixed = event("DTSTART;VALUE=DATE:19940427", "RRULE:FREQ=YEARLY", "SUMMARY:Freedom Day");
    const fourth = event(
      "DTSTART;VALUE=DATE:20251127",
      "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
      "EXDATE;VALUE=DATE:20271125",
      "SUMMARY:Thanksgiving",
    );
    const days = (answer: ReturnType<typeof read>) =>
      "days" in answer ? answer.days.map(({ day }) => day) : answer;
    expect(days(read(fixed))).toEqual(["2026-04-27", "2027-04-27", "2028-04-27"]);
    expect(days(read(fourth))).toEqual(["2026-11-26", "2028-11-23"]);
  });

  test("are not hours, what is cancelled, what has no name, or what comes each week", () => {
    expect(
      read(
        event("DTSTART;VALUE=DATE:20261225", "SUMMARY:Christmas"),
        event("DTSTART:20261224T120000Z", "SUMMARY:Party"),
        event("DTSTART;VALUE=DATE:20261231", "STATUS:CANCELLED", "SUMMARY:Off"),
        event("DTSTART;VALUE=DATE:20261230"),
        event("DTSTART;VALUE=DATE:20260104", "RRULE:FREQ=WEEKLY", "SUMMARY:Sunday"),
      ),
    ).toEqual({ days: [{ day: "2026-12-25", name: "Christmas" }], skipped: 4 });
  });

  test.each([
    ["no calendar", "hello", "unreadable"],
    ["an empty file", "", "unreadable"],
    ["half a calendar", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "unreadable"],
    ["a calendar without days", calendar(), "empty"],
    ["one of other years", calendar(event("DTSTART;VALUE=DATE:20200101", "SUMMARY:X")), "empty"],
    [
      "one of all days",
      calendar(
        ...Array.from({ length: 500 }, (_, n) => {
          const day = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10).replaceAll("-", "");
          return event(`DTSTART;VALUE=DATE:${day}`, "SUMMARY:X");
        }),
      ),
      "too_many",
    ],
    ["one of impossible days", calendar(event("DTSTART;VALUE=DATE:99999999", "SUMMARY:Y")), "empty"],
  ])("%s is refused", (_what, text, fault) => {
    expect(readHolidays(text, "2026-01-01", "2028-12-31")).toEqual({ fault });
  });
});
