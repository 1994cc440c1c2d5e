import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorUnitDigits } from "@/lib/core/money";
import {
  plainDecimal,
  toBoolean,
  toDay,
  toInstant,
  toInteger,
  toMinorUnits,
  toNumber,
} from "../../../scripts/import/convert.ts";

const CURRENCIES = ["ZAR", "EUR", "JPY", "KWD"];

/** Minor units as a shop writes them: "1 299,50". */
function written(amount: number, currency: string, decimal: "." | ",", group: string): string {
  const digits = minorUnitDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, group);
  const fraction = digits === 0 ? "" : decimal + text.slice(-digits);
  return `${amount < 0 ? "-" : ""}${whole}${fraction}`;
}

describe("an amount", () => {
  test("comes out as it went in, in every currency and notation", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 50), max: 2 ** 50 }),
        fc.constantFrom(...CURRENCIES),
        fc.constantFrom<[".", string] | [",", string]>(
          [".", ""],
          [".", ","],
          [".", " "],
          [",", ""],
          [",", "."],
          [",", "\u00a0"],
        ),
        (amount, currency, [decimal, group]) => {
          expect(toMinorUnits(written(amount, currency, decimal, group), currency, decimal)).toBe(amount);
        },
      ),
    );
  });

  test.each([
    ["12.3", "ZAR", ".", 1_230],
    ["12", "KWD", ".", 12_000],
    ["R 1,299.50", "ZAR", ".", 129_950],
    ["1.299,50 €", "EUR", ",", 129_950],
    ["-0.00", "ZAR", ".", 0],
    ["129.9900", "ZAR", ".", 12_999],
    ["1'299.50", "CHF", ".", 129_950],
    ["0.1", "ZAR", ".", 10],
  ] as const)("%s %s is %d", (text, currency, decimal, amount) => {
    expect(toMinorUnits(text, currency, decimal)).toBe(amount);
  });

  test.each([
    "",
    "abc",
    "1,5",
    "1.2.3",
    "1,23,456.00",
    "12.345",
    "1e5",
    "--1",
    "12-3",
    "9999999999999999",
    "NaN",
  ])('"%s" is refused rather than guessed', (text) => {
    expect(() => toMinorUnits(text, "ZAR")).toThrow();
  });

  test("is rounded only when asked to, half away from zero", () => {
    expect(toMinorUnits("1.005", "ZAR", ".", true)).toBe(101);
    expect(toMinorUnits("-1.005", "ZAR", ".", true)).toBe(-101);
    expect(toMinorUnits("1.0049", "ZAR", ".", true)).toBe(100);
    expect(() => toMinorUnits("1.005", "ZAR")).toThrow(/more decimals than ZAR/);
  });
});

describe("numbers and words", () => {
  test("are read as they are meant", () => {
    expect([toInteger("1 000"), toNumber("15%"), toNumber("0,15", ","), plainDecimal("+5", ".")]).toEqual([
      1_000,
      0.15,
      0.15,
      "5",
    ]);
    expect([toBoolean("Yes"), toBoolean("0")]).toEqual([true, false]);
    expect(() => toInteger("1.5")).toThrow();
    expect(() => toBoolean("maybe")).toThrow();
  });
});

describe("a date", () => {
  test.each([
    ["21/11/2026 08:15", "dd/MM/yyyy HH:mm", "Africa/Johannesburg", "2026-11-21T06:15:00.000Z"],
    ["1.2.2026 9:05", "d.M.yyyy H:mm", "Europe/Berlin", "2026-02-01T08:05:00.000Z"],
    ["2026-07-01 12:00:00", undefined, "America/New_York", "2026-07-01T16:00:00.000Z"],
    ["2026-07-01T12:00:00+05:30", undefined, "America/New_York", "2026-07-01T06:30:00.000Z"],
    ["2026-07-01", undefined, "UTC", "2026-07-01T00:00:00.000Z"],
    // The hour that summer time leaves out, and the one that comes twice.
    ["2026-03-29 02:30:00", undefined, "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["2026-10-25 02:30:00", undefined, "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
  ])("%s (%s, %s) is %s", (text, format, zone, instant) => {
    expect(toInstant(text, format, zone)).toBe(instant);
  });

  test("of any moment comes back, where the clock shows it once", () => {
    const hours = fc.integer({ min: 0, max: 400_000 });
    fc.assert(
      fc.property(hours, fc.constantFrom("UTC", "Africa/Johannesburg", "Asia/Kolkata"), (hour, zone) => {
        const at = new Date(hour * 3_600_000);
        const wall = new Intl.DateTimeFormat("sv-SE", {
          timeZone: zone,
          dateStyle: "short",
          timeStyle: "medium",
        });
        expect(toInstant(wall.format(at), undefined, zone)).toBe(at.toISOString());
      }),
    );
  });

  test("that is none is refused", () => {
    expect(toDay("31/12/2026", "dd/MM/yyyy")).toBe("2026-12-31");
    for (const text of ["31/02/2026", "2026-12-31", "1/1/26", "", "12/31/2026"]) {
      expect(() => toDay(text, "dd/MM/yyyy")).toThrow(/not a date written as dd\/MM\/yyyy/);
    }
  });
});
