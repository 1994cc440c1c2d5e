import fc from "fast-check";
import { expect, test } from "vitest";
import { taxesByRate } from "@/lib/invoices/taxes";

const zar = (amount: number) => ({ amount, currency: "ZAR" });

test("tax is listed by rate, the highest first", () => {
  const lines = [
    { taxRate: 0, net: zar(5_000) },
    { taxRate: 0.15, net: zar(10_000) },
    { taxRate: 0.15, net: zar(2_000) },
  ];
  expect(taxesByRate(lines, zar(1_800))).toEqual([
    { rate: 0.15, net: zar(12_000), tax: zar(1_800) },
    { rate: 0, net: zar(5_000), tax: zar(0) },
  ]);
});

test("the lines add up to the tax that was invoiced, and what is free of tax stays so", () => {
  const line = fc.record({
    taxRate: fc.constantFrom(0, 0.05, 0.15, 0.2),
    net: fc.integer({ min: -1_000_000, max: 10_000_000 }).map(zar),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: -3, max: 3 }), (lines, drift) => {
      const exact = lines.reduce((sum, { taxRate, net }) => sum + net.amount * taxRate, 0);
      const tax = zar(Math.round(exact) + drift);
      const found = taxesByRate(lines, tax);
      expect(found.find(({ rate }) => rate === 0)?.tax.amount ?? 0).toBe(0);
      if (!found.some(({ rate }) => rate > 0)) return;
      expect(found.reduce((sum, one) => sum + one.tax.amount, 0)).toBe(tax.amount);
    }),
  );
});

test("an invoice without lines has no tax lines", () => {
  expect(taxesByRate([], zar(100))).toEqual([]);
});
