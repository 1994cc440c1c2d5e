import { describe, expect, test } from "vitest";
import { compareVersions } from "@/lib/quotes/differences";
import type { QuoteItem, QuoteVersion } from "@/lib/quotes/types";

const zar = (amount: number) => ({ amount, currency: "ZAR" });

function item(lineKey: string, change: Partial<QuoteItem> = {}): QuoteItem {
  return {
    // Every version has rows of its own; only the key goes on.
    id: `${lineKey} ${Math.random()}`,
    lineKey,
    productId: null,
    sku: null,
    description: lineKey,
    quantity: 1,
    unitPrice: zar(10_000),
    taxRate: 0.15,
    discount: zar(0),
    net: zar(10_000),
    note: null,
    ...change,
  };
}

function version(items: QuoteItem[], change: Partial<QuoteVersion> = {}): QuoteVersion {
  return {
    version: 1,
    status: "sent",
    items,
    currency: "ZAR",
    subtotal: zar(10_000),
    discount: zar(0),
    taxes: [],
    tax: zar(1_500),
    total: zar(11_500),
    validUntil: "2026-12-01T21:59:59.999Z",
    validOn: "2026-12-01",
    note: null,
    terms: null,
    sentAt: "2026-11-21T08:00:00.000Z",
    sentByName: "Lerato Molefe",
    changes: [],
    ...change,
  };
}

const kinds = (before: QuoteItem[], after: QuoteItem[]) =>
  compareVersions(version(before), version(after)).lines.map((line) =>
    line.kind === "changed" ? `changed ${line.after.lineKey}` : `${line.kind} ${line.item.lineKey}`,
  );

describe("between two versions", () => {
  test("nothing is different when only rows and dates are new", () => {
    const same = compareVersions(
      version([item("a")]),
      version([item("a")], { version: 2, sentAt: "2026-11-22T08:00:00.000Z" }),
    );
    expect(same).toEqual({ lines: [], header: [], isSame: true });
  });

  test("lines come, go and change, whatever they are called", () => {
    const before = [item("a"), item("b"), item("c")];
    const after = [item("d"), item("a", { description: "something else" }), item("c")];
    expect(kinds(before, after)).toEqual(["added d", "changed a", "removed b"]);
  });

  test("a line that only moved is the same line", () => {
    expect(kinds([item("a"), item("b")], [item("b"), item("a")])).toEqual([]);
  });

  test("a line with the same words under another key is another line", () => {
    expect(kinds([item("a", { description: "Cable" })], [item("b", { description: "Cable" })])).toEqual([
      "added b",
      "removed a",
    ]);
  });

  test("a change names each field with its value before and after", () => {
    const { lines } = compareVersions(
      version([item("a", { quantity: 2, net: zar(20_000), sku: "AMP" })]),
      version([item("a", { quantity: 3, net: zar(30_000), sku: "AMP", note: "Black", taxRate: 0 })]),
    );
    expect(lines).toMatchObject([
      {
        kind: "changed",
        changes: [
          { field: "quantity", before: 2, after: 3 },
          { field: "taxRate", before: 0.15, after: 0 },
          { field: "note", before: null, after: "Black" },
          { field: "net", before: zar(20_000), after: zar(30_000) },
        ],
      },
    ]);
  });

  test("the same amount in another currency is a change", () => {
    const { lines } = compareVersions(
      version([item("a")]),
      version([item("a", { unitPrice: { amount: 10_000, currency: "EUR" } })]),
    );
    expect(lines).toMatchObject([{ changes: [{ field: "unitPrice" }] }]);
  });

  test("what holds for the whole is compared as well", () => {
    const { header, isSame } = compareVersions(
      version([]),
      version([], {
        total: zar(9_000),
        discount: zar(2_500),
        validUntil: "2026-12-08T21:59:59.999Z",
        terms: "Half in advance",
      }),
    );
    expect(header).toEqual([
      { field: "discount", before: zar(0), after: zar(2_500) },
      { field: "total", before: zar(11_500), after: zar(9_000) },
      { field: "validUntil", before: "2026-12-01T21:59:59.999Z", after: "2026-12-08T21:59:59.999Z" },
      { field: "terms", before: null, after: "Half in advance" },
    ]);
    expect(isSame).toBe(false);
  });

  test("backwards, what was added is removed", () => {
    const [before, after] = [version([item("a")]), version([item("a"), item("b")])];
    expect(compareVersions(before, after).lines[0]?.kind).toBe("added");
    expect(compareVersions(after, before).lines[0]?.kind).toBe("removed");
  });
});
