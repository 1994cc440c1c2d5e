import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalText, formatMoney, minorUnitDigits, parseAmount, sumMoney } from "@/lib/core/money";

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

  it("writes the largest amounts to the last cent", () => {
    const money = { amount: Number.MAX_SAFE_INTEGER, currency: "USD" };
    expect(formatMoney(money, "en")).toBe("$90,071,992,547,409.91");
    expect(formatMoney({ ...money, currency: "KWD" }, "en").replace(/\s/u, " ")).toBe(
      "KWD 9,007,199,254,740.991",
    );
  });
});

describe("amounts as people type them", () => {
  it.each([
    ["1299.50", "ZAR", 129_950],
    ["R 1 299,50", "ZAR", 129_950],
    ["R1,299.50", "ZAR", 129_950],
    ["1.299,50 €", "EUR", 129_950],
    ["1’299.5", "CHF", 129_950],
    ["1,299", "ZAR", 129_900],
    ["1.299.000", "ZAR", 129_900_000],
    ["1,299,000.25", "ZAR", 129_900_025],
    ["1.299", "KWD", 1_299],
    ["1,299.125", "KWD", 1_299_125],
    ["1,299", "JPY", 1_299],
    ["0", "ZAR", 0],
    ["12.", "ZAR", 1_200],
  ])("reads %s in %s", (text, currency, amount) => {
    expect(parseAmount(text, currency)).toBe(amount);
  });

  it.each([
    ["", "ZAR"],
    ["free", "ZAR"],
    ["-5", "ZAR"],
    ["1.2345", "ZAR"],
    ["1,29,9", "ZAR"],
    ["1.5", "JPY"],
    ["1e5", "ZAR"],
    ["99999999999999999", "ZAR"],
  ])("refuses %j in %s", (text, currency) => {
    expect(parseAmount(text, currency)).toBeNull();
  });

  it("reads back what a field shows", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom("JPY", "ZAR", "KWD"), (amount, currency) => {
        expect(parseAmount(decimalText({ amount, currency }), currency)).toBe(amount);
      }),
    );
  });

  it("writes debts as well", () => {
    expect(decimalText({ amount: -5, currency: "ZAR" })).toBe("-0.05");
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
