import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { allocate, MAX_AMOUNT, percentOf, priceLines } from "@/lib/core/totals";

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const bigSum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + BigInt(b), 0n);

/** Prices as they occur, and as large as sums of 50 lines bear. */
const lineArb = fc
  .record({
    quantity: fc.oneof(
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 0, max: 9_999_999 }).map((n) => n / 1000),
    ),
    unitPrice: fc.oneof(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 1_000_000_000 })),
    taxRate: fc.oneof(
      fc.constantFrom(0, 0.05, 0.15, 0.2, 0.255, 0.07125),
      fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100_000),
    ),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ part, ...line }) => {
    const gross = priceLines({ currency: "ZAR", lines: [line] }).subtotal;
    return { ...line, discount: Math.floor(gross * part) };
  });

const documentArb = fc
  .record({
    currency: fc.constantFrom("JPY", "ZAR", "KWD"),
    lines: fc.array(lineArb, { maxLength: 50 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ part, ...document }) => ({
    ...document,
    discount: Math.floor(priceLines(document).subtotal * part),
  }));

describe("priceLines", () => {
  it("prices a quote as a person would", () => {
    const totals = priceLines({
      currency: "ZAR",
      lines: [
        { quantity: 2, unitPrice: 782_609, taxRate: 0.15, discount: 5_000 },
        { quantity: 1.5, unitPrice: 45_001, taxRate: 0.15 },
        { quantity: 1, unitPrice: 10_000, taxRate: 0 },
      ],
      discount: 100_000,
    });
    expect(totals).toEqual({
      currency: "ZAR",
      lines: [
        { gross: 1_565_218, discount: 5_000, net: 1_560_218, share: 95_268 },
        // Half a cent more than 67,501.
        { gross: 67_502, discount: 0, net: 67_502, share: 4_122 },
        { gross: 10_000, discount: 0, net: 10_000, share: 610 },
      ],
      subtotal: 1_637_720,
      discount: 100_000,
      taxes: [
        { rate: 0.15, net: 1_528_330, tax: 229_250 },
        { rate: 0, net: 9_390, tax: 0 },
      ],
      tax: 229_250,
      total: 1_766_970,
    });
  });

  it("rounds half a unit up: of a line, and of a tax", () => {
    const half = priceLines({ currency: "JPY", lines: [{ quantity: 0.5, unitPrice: 1, taxRate: 0.5 }] });
    expect(half).toMatchObject({ subtotal: 1, tax: 1, total: 2 });
    const less = priceLines({ currency: "JPY", lines: [{ quantity: 0.499, unitPrice: 1, taxRate: 0.5 }] });
    expect(less).toMatchObject({ subtotal: 0, tax: 0, total: 0 });
  });

  it("taxes the sum of a rate, not its lines one by one", () => {
    const line = { quantity: 1, unitPrice: 3, taxRate: 0.15 };
    // 0.45 a line would be nothing; 1.35 together is one.
    const totals = priceLines({ currency: "ZAR", lines: [line, line, line] });
    expect(totals.taxes).toEqual([{ rate: 0.15, net: 9, tax: 1 }]);
  });

  it("is exact where floating point is not", () => {
    const totals = priceLines({
      currency: "ZAR",
      lines: [{ quantity: 1.005, unitPrice: 1_000_000_000_100, taxRate: 0.07125 }],
    });
    expect(totals.subtotal).toBe(1_005_000_000_101);
    expect(totals.tax).toBe(71_606_250_007);
  });

  it("has no lines, and nothing to pay", () => {
    expect(priceLines({ currency: "ZAR", lines: [] })).toEqual({
      currency: "ZAR",
      lines: [],
      subtotal: 0,
      discount: 0,
      taxes: [],
      tax: 0,
      total: 0,
    });
  });

  it.each([
    ["a discount above the line", { quantity: 1, unitPrice: 10, taxRate: 0, discount: 11 }],
    ["a negative discount", { quantity: 1, unitPrice: 10, taxRate: 0, discount: -1 }],
    ["a negative price", { quantity: 1, unitPrice: -1, taxRate: 0 }],
    ["half a cent", { quantity: 1, unitPrice: 0.5, taxRate: 0 }],
    ["four decimals of a quantity", { quantity: 0.0001, unitPrice: 10, taxRate: 0 }],
    ["a negative quantity", { quantity: -1, unitPrice: 10, taxRate: 0 }],
    ["no number", { quantity: Number.NaN, unitPrice: 10, taxRate: 0 }],
    ["a rate above one", { quantity: 1, unitPrice: 10, taxRate: 15 }],
    ["a sum beyond what is exact", { quantity: 1_000_000, unitPrice: MAX_AMOUNT, taxRate: 0 }],
  ])("has no answer to %s", (_, line) => {
    expect(() => priceLines({ currency: "ZAR", lines: [line] })).toThrow(RangeError);
  });

  it("refuses a discount that nothing can carry", () => {
    const lines = [{ quantity: 1, unitPrice: 10, taxRate: 0 }];
    expect(() => priceLines({ currency: "ZAR", lines, discount: 11 })).toThrow(RangeError);
    expect(() => priceLines({ currency: "ZAR", lines: [], discount: 1 })).toThrow(RangeError);
  });
});

describe("whatever is priced", () => {
  test("the parts sum up to the whole, to the last unit", () => {
    fc.assert(
      fc.property(documentArb, (document) => {
        const totals = priceLines(document);
        const nets = totals.lines.map(({ net }) => net);
        expect(bigSum(nets)).toBe(BigInt(totals.subtotal));
        expect(bigSum(totals.lines.map(({ share }) => share))).toBe(BigInt(totals.discount));
        expect(bigSum(totals.taxes.map(({ net }) => net))).toBe(BigInt(totals.subtotal - totals.discount));
        expect(bigSum(totals.taxes.map(({ tax }) => tax))).toBe(BigInt(totals.tax));
        expect(totals.total).toBe(totals.subtotal - totals.discount + totals.tax);
        for (const line of totals.lines) {
          expect(line.net).toBe(line.gross - line.discount);
          expect(line.share).toBeGreaterThanOrEqual(0);
          expect(line.share).toBeLessThanOrEqual(line.net);
        }
      }),
    );
  });

  test("tax is within half a unit of its rate", () => {
    fc.assert(
      fc.property(documentArb, (document) => {
        for (const { rate, net, tax } of priceLines(document).taxes) {
          const scaledRate = BigInt(Math.round(rate * 100_000));
          const twice = 2n * (BigInt(tax) * 100_000n - BigInt(net) * scaledRate);
          expect(twice > -100_000n && twice <= 100_000n).toBe(true);
        }
      }),
    );
  });

  test("the order of the lines changes nothing but who gets a unit that is left over", () => {
    fc.assert(
      fc.property(documentArb, (document) => {
        const { lines: forth, ...totals } = priceLines(document);
        const { lines: back, ...same } = priceLines({ ...document, lines: document.lines.toReversed() });
        // A unit may move between lines of different rates, and their taxes with it by one each.
        expect({ ...same, taxes: 0, tax: 0, total: 0 }).toEqual({ ...totals, taxes: 0, tax: 0, total: 0 });
        back.toReversed().forEach((line, index) => {
          expect(Math.abs(line.share - (forth[index]?.share ?? 0))).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  test("a larger discount never costs more", () => {
    fc.assert(
      fc.property(documentArb, (document) => {
        if (document.discount === 0) return;
        const rates = new Set(document.lines.map(({ taxRate }) => taxRate)).size;
        const less = priceLines({ ...document, discount: document.discount - 1 });
        // With several rates the shared units may wander to a line of a higher rate, a unit of tax each.
        expect(priceLines(document).total).toBeLessThanOrEqual(less.total + Math.max(0, rates - 1));
      }),
    );
  });
});

describe("allocate", () => {
  const weightsArb = fc.array(fc.integer({ min: 0, max: 1_000_000_000_000 }), { maxLength: 60 });

  it("gives what is left over to the largest remainders, the earlier first", () => {
    expect(allocate(100, [100, 100, 100])).toEqual([34, 33, 33]);
    expect(allocate(10, [5, 3, 2])).toEqual([5, 3, 2]);
    expect(allocate(1, [1, 2])).toEqual([0, 1]);
    expect(allocate(0, [])).toEqual([]);
  });

  test("a refund over what was paid is complete, and no part is paid back more than it cost", () => {
    fc.assert(
      fc.property(weightsArb, fc.double({ min: 0, max: 1, noNaN: true }), (paid, part) => {
        const refund = Math.floor(sum(paid) * part);
        const parts = allocate(refund, paid);
        expect(sum(parts)).toBe(refund);
        parts.forEach((share, index) => {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(paid[index] ?? 0);
        });
      }),
    );
  });

  test("refunds one after the other, each over what is left, come to all that was paid", () => {
    fc.assert(
      fc.property(weightsArb, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (paid, parts) => {
        let left: readonly number[] = paid;
        let refunded = 0;
        for (const part of [...parts, 1]) {
          const refund = Math.floor(sum(left) * part);
          const shares = allocate(refund, left);
          left = left.map((amount, index) => amount - (shares[index] ?? 0));
          refunded += refund;
        }
        expect(refunded).toBe(sum(paid));
        expect(sum(left)).toBe(0);
      }),
    );
  });

  test("is within one unit of the exact share", () => {
    fc.assert(
      fc.property(weightsArb, fc.double({ min: 0, max: 1, noNaN: true }), (weights, part) => {
        const all = sum(weights);
        const amount = Math.floor(all * part);
        allocate(amount, weights).forEach((share, index) => {
          const exact = BigInt(amount) * BigInt(weights[index] ?? 0);
          const off = BigInt(share) * BigInt(all) - exact;
          expect(off < BigInt(all || 1) && off > -BigInt(all || 1)).toBe(true);
        });
      }),
    );
  });
});

test("a discount in per cent is an amount", () => {
  expect(percentOf(1_637_720, 10)).toBe(163_772);
  expect(percentOf(5, 10)).toBe(1);
  expect(percentOf(4, 10)).toBe(0);
  expect(percentOf(100_000, 12.345)).toBe(12_345);
  expect(percentOf(MAX_AMOUNT, 100)).toBe(MAX_AMOUNT);
});
