import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { priceLines } from "@/lib/core/totals";
import {
  type BuilderRow,
  blankRow,
  draftText,
  headOf,
  isBlank,
  readBuilder,
  rowOfItem,
  rowOfRequest,
} from "@/lib/quotes/builder-draft";
import { draftInput } from "@/lib/quotes/schema";
import type { QuoteItem } from "@/lib/quotes/types";

const head = headOf("Speakers", null, false);
const row = (change: Partial<BuilderRow>): BuilderRow => ({
  ...blankRow({ key: "a", taxRate: "15" }),
  description: "Speaker",
  unitPrice: "100",
  ...change,
});
const read = (rows: BuilderRow[], change = {}) => readBuilder({ head: { ...head, ...change }, rows }, "ZAR");

describe("what is typed into the builder", () => {
  test("becomes a draft that the server takes, and its sums", () => {
    const { draft, faults, totals, nets } = read([
      row({ quantity: "3", unitPrice: "1 299,50", discount: "10%" }),
      row({ key: "b", discount: "R 20" }),
    ]);
    expect(faults.size).toBe(0);
    expect([...nets]).toEqual([
      ["a", 350_865],
      ["b", 8_000],
    ]);
    expect(totals).toMatchObject({ subtotal: 358_865, tax: 53_830, total: 412_695 });
    expect(draftInput.safeParse(draft).success).toBe(true);
  });

  test("leaves out lines that say nothing", () => {
    const { draft } = read([row({}), blankRow({ key: "b", taxRate: "15" })]);
    expect(draft.items).toHaveLength(1);
    expect(isBlank(blankRow({ key: "b", taxRate: "15" }))).toBe(true);
  });

  test.each([
    [{ description: " " }, "a.description", "required"],
    [{ quantity: "two" }, "a.quantity", "invalid"],
    [{ quantity: "0" }, "a.quantity", "invalid"],
    [{ unitPrice: "1.2.3" }, "a.unitPrice", "invalid"],
    [{ taxRate: "" }, "a.taxRate", "invalid"],
    [{ taxRate: "150" }, "a.taxRate", "invalid"],
    [{ discount: "half" }, "a.discount", "invalid"],
    [{ discount: "101" }, "a.discount", "too_large"],
  ] as const)("%j is a fault at %s", (change, name, fault) => {
    const { faults, totals } = read([row(change)]);
    expect([...faults]).toEqual([[name, fault]]);
    expect(totals).toBeNull();
  });

  test("knows a discount of the whole that is larger than the whole", () => {
    expect([...read([row({})], { discount: "100.01" }).faults]).toEqual([["head.discount", "too_large"]]);
    expect(read([row({})], { discount: "50%" }).totals?.total).toBe(5_750);
  });

  test("a price that is missing is none, for something may be free", () => {
    expect(read([row({ unitPrice: "" })]).totals?.total).toBe(0);
  });
});

describe("a version that is edited", () => {
  const money = (amount: number) => ({ amount, currency: "ZAR" });
  const item = fc.record({
    quantity: fc.integer({ min: 1, max: 10_000 }),
    unitPrice: fc.integer({ min: 0, max: 10_000_000 }),
    taxRate: fc.constantFrom(0, 0.075, 0.15, 0.14975),
  });

  test("comes to the same sums before anybody touches it", () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 20 }), (items) => {
        const rows = items.map((one, index) =>
          rowOfItem({
            ...one,
            id: `i${index}`,
            lineKey: `k${index}`,
            productId: null,
            sku: null,
            description: "Line",
            unitPrice: money(one.unitPrice),
            discount: money(0),
            net: money(one.quantity * one.unitPrice),
            note: null,
          } satisfies QuoteItem),
        );
        expect(read(rows).totals).toEqual(
          priceLines({ currency: "ZAR", lines: items.map((one) => ({ ...one, discount: 0 })), discount: 0 }),
        );
      }),
    );
  });

  test("is the same text again, whatever its lines are called", () => {
    const one = read([row({ lineKey: "x" })]).draft;
    expect(draftText(one)).toBe(draftText(read([row({ key: "z", lineKey: "y" })]).draft));
    expect(draftText(one)).not.toBe(draftText(read([row({ quantity: "2" })]).draft));
  });
});

test("what was asked for becomes lines at the catalogue's price", () => {
  const asked = { id: "r", productId: "p", sku: "SPK", description: "Speaker", quantity: 4, note: null };
  expect(rowOfRequest(asked, 499_900, "15", "ZAR")).toMatchObject({
    key: "r",
    lineKey: null,
    productId: "p",
    quantity: "4",
    unitPrice: "4999.00",
  });
  expect(rowOfRequest(asked, undefined, "15", "ZAR").unitPrice).toBe("");
});
