import { describe, expect, test } from "vitest";
import { addBusinessTime, businessTimeBetween } from "@/lib/sla/calendar";
import { replay, step } from "@/lib/sla/engine";
import type { BusinessCalendar, SlaClocks } from "@/lib/sla/types";
import { at, CASES, calendarOf, MINUTE, termsOf } from "./cases";

describe("business time", () => {
  test.each(CASES.add)("added: $name", ({ calendar, from, minutes, expect: expected }) => {
    expect(addBusinessTime(calendarOf(calendar), at(from), minutes * MINUTE)).toBe(expected && at(expected));
  });

  test.each(CASES.add.filter((one) => one.expect !== null))("and counted again: $name", (one) => {
    const counted = businessTimeBetween(calendarOf(one.calendar), at(one.from), at(one.expect ?? ""));
    expect(counted).toBe(one.minutes * MINUTE);
  });

  test.each(CASES.between)("between: $name", ({ calendar, from, to, minutes }) => {
    expect(businessTimeBetween(calendarOf(calendar), at(from), at(to)) / MINUTE).toBe(minutes);
  });

  test("what is added can be counted again, wherever and whenever", () => {
    for (const calendar of Object.values(CASES.calendars) as BusinessCalendar[]) {
      for (let day = 0; day < 366; day += 5) {
        const from = Date.parse("2026-01-01T03:17:00Z") + day * 1440 * MINUTE;
        const due = addBusinessTime(calendar, from, 45 * MINUTE);
        if (due !== null) expect(businessTimeBetween(calendar, from, due)).toBe(45 * MINUTE);
      }
    }
  });
});

describe("the clocks of a ticket", () => {
  test.each(CASES.logs)("$name", ({ calendar, promises, log, expect: expected }) => {
    const clocks = replay(termsOf(calendar, promises), log);
    expect(inWords(clocks)).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([key, value]) => [
          key,
          key === "status" ? value : value && iso(at(value)),
        ]),
      ),
    );
  });

  test("step by step come out as all at once", () => {
    const { calendar, promises, log } =
      CASES.logs.find(({ name }) => name.startsWith("answered")) ?? CASES.logs[0];
    const terms = termsOf(calendar, promises);
    const [opened, ...rest] = log;
    if (!opened) throw new Error("a log begins with its opening");
    expect(rest.reduce((clocks, entry) => step(terms, clocks, entry), replay(terms, [opened]))).toEqual(
      replay(terms, log),
    );
  });
});

const iso = (moment: number) => new Date(moment).toISOString();
const inWords = (clocks: SlaClocks) =>
  Object.fromEntries(
    Object.entries(clocks).map(([key, value]) => [key, typeof value === "number" ? iso(value) : value]),
  );
