import { expect, test } from "vitest";
import { builderStart, isPrepared, wishesByLine } from "@/lib/quotes/builder-start";
import { productLabel, skuOfLabel } from "@/lib/quotes/product-label";
import type { QuoteRecord } from "@/lib/quotes/types";
import { itemOf, versionOf } from "./fixtures";

const quote = (change: Partial<QuoteRecord>) =>
  ({
    title: "Speakers",
    versions: [],
    draft: null,
    request: {
      message: "",
      items: [{ id: "r", productId: "p", sku: "SPK", description: "Speaker", quantity: 2, note: null }],
      attachments: [],
      requestedByName: null,
    },
    ...change,
  }) as unknown as QuoteRecord;

test("a builder begins with what was asked for, at the catalogue's prices, and nothing saved", () => {
  const { fields, draft } = builderStart(quote({}), new Map([["p", 499_900]]), "ZAR");
  expect(fields.rows.map((row) => [row.description, row.quantity, row.unitPrice])).toEqual([
    ["Speaker", "2", "4999.00"],
  ]);
  expect(draft).toBeNull();
});

test("then with the latest version, whose validity is chosen anew", () => {
  const versions = [versionOf(2, [itemOf("b")]), versionOf(1, [itemOf("a")])];
  const { fields, draft } = builderStart(quote({ versions }), new Map(), "ZAR");
  expect(fields.rows.map((row) => row.lineKey)).toEqual(["b"]);
  expect(fields.head.validUntil).toBe("");
  expect(draft).toBeNull();
});

test("and with the draft, where there is one", () => {
  const versions = [versionOf(1, [itemOf("a")])];
  const kept = versionOf(2, [itemOf("a", { quantity: 3 })], { note: "Soon" });
  const { fields, draft } = builderStart(quote({ versions, draft: kept }), new Map(), "ZAR");
  expect(fields.head).toMatchObject({ validUntil: "2026-12-24", note: "Soon" });
  expect(draft?.items.map(({ quantity }) => quantity)).toEqual([3]);
});

test("a wish finds its line in the next version by the line's key", () => {
  const wish = { itemId: "a of this version", quantity: 1, message: null };
  const general = { itemId: null, quantity: null, message: "Smaller" };
  const versions = [versionOf(1, [itemOf("a"), itemOf("b")], { changes: [general, wish] })];
  expect(wishesByLine(quote({ versions }))).toEqual({ a: wish });
  expect(wishesByLine(quote({}))).toEqual({});
});

test("what is with the customer or over is revised only on request", () => {
  const prepared = (["requested", "in_review", "changes_requested"] as const).map((status) =>
    isPrepared({ status, hasDraft: false }),
  );
  expect(prepared).toEqual([true, true, true]);
  expect(isPrepared({ status: "sent", hasDraft: false })).toBe(false);
  expect(isPrepared({ status: "sent", hasDraft: true })).toBe(true);
});

test("a product is read back from its label", () => {
  expect(skuOfLabel(productLabel({ name: "Cable (5 m)", sku: "CAB-5" }))).toBe("CAB-5");
  expect(skuOfLabel("A stage, about 4 m wide")).toBeNull();
});
