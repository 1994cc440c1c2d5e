import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMoney, minorUnitDigits, sumMoney } from "@/lib/core/money";

/** Intl separates with several kinds of space. */
const plain = (text: string) => text.replace(/\s/gu, " ");

describe("formatMoney", () => {
  it.each([
    [{ amount: 129_900, currency: "ZAR" }, "en-ZA", "R 1 299,00"],
    [{ amount: 129_900, currency: "ZAR" }, "en", "ZAR 1,299.00"],
    [{ amount: 500, currency: "JPY" }, "en", "¥500"],
    [{ amount: 1_234_567, currency: "KWD" }, "en", "KWD 1,234.567"],
    [{ amount: -5, currency: "USD" }, "en", "-$0.05"],
  ])("writes %o in %s as %s", (money, locale, expected) => {
    expect(plain(formatMoney(money, locale))).toBe(expected);
  });

  it("never loses a cent", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (amount) => {
        const digits = formatMoney({ amount, currency: "USD" }, "en").replace(/[^\d-]/g, "");
        expect(Number(digits)).toBe(amount);
      }),
    );
  });
});

it.each([
  ["ZAR", 2],
  ["JPY", 0],
  ["KWD", 3],
])("%s has %i decimal places", (currency, digits) => {
  expect(minorUnitDigits(currency)).toBe(digits);
});

describe("sumMoney", () => {
  it("adds amounts of one currency", () => {
    const amounts = [1, 2, 3].map((amount) => ({ amount, currency: "ZAR" }));
    expect(sumMoney(amounts, "ZAR")).toEqual({ amount: 6, currency: "ZAR" });
    expect(sumMoney([], "ZAR")).toEqual({ amount: 0, currency: "ZAR" });
  });

  it("refuses to add what cannot be added", () => {
    expect(() => sumMoney([{ amount: 1, currency: "USD" }], "ZAR")).toThrow("USD");
  });
});
