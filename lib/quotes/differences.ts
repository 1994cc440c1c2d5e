import type { Money } from "@/lib/core/money";
import type { QuoteItem, QuoteVersion } from "./types";

/** What of a line can be compared. Of these, `net` follows from the others, and is there to be shown. */
export const COMPARED_FIELDS = [
  "description",
  "sku",
  "quantity",
  "unitPrice",
  "discount",
  "taxRate",
  "note",
  "net",
] as const;
export type ComparedField = (typeof COMPARED_FIELDS)[number];

type Value = string | number | Money | null;

/** A value before and after. */
export type FieldChange<F extends string = string> = { field: F; before: Value; after: Value };

export type LineDifference =
  | { kind: "added"; item: QuoteItem }
  | { kind: "removed"; item: QuoteItem }
  | { kind: "changed"; before: QuoteItem; after: QuoteItem; changes: FieldChange<ComparedField>[] };

export type VersionDifference = {
  /** In the order of the later version; what was removed comes at the end. */
  lines: LineDifference[];
  /** Of the whole: currency, discount, tax, total, validity, terms, note. */
  header: FieldChange<(typeof HEADER_FIELDS)[number]>[];
  isSame: boolean;
};

const HEADER_FIELDS = ["subtotal", "discount", "tax", "total", "validUntil", "note", "terms"] as const;

type Comparable = Pick<QuoteVersion, (typeof HEADER_FIELDS)[number] | "items">;

/** What became of `before` in `after`. A line is the same line when it has the same key, whatever it says. */
export function compareVersions(before: Comparable, after: Comparable): VersionDifference {
  const earlier = new Map(before.items.map((item) => [item.lineKey, item]));
  const later = new Set(after.items.map((item) => item.lineKey));
  const lines = [
    ...after.items.flatMap((item) => difference(earlier.get(item.lineKey), item)),
    ...before.items
      .filter((item) => !later.has(item.lineKey))
      .map((item): LineDifference => ({ kind: "removed", item })),
  ];
  const header = changesOf(HEADER_FIELDS, before, after);
  return { lines, header, isSame: lines.length === 0 && header.length === 0 };
}

function difference(before: QuoteItem | undefined, after: QuoteItem): LineDifference[] {
  if (!before) return [{ kind: "added", item: after }];
  const changes = changesOf(COMPARED_FIELDS, before, after);
  return changes.length > 0 ? [{ kind: "changed", before, after, changes }] : [];
}

function changesOf<F extends string>(
  fields: readonly F[],
  before: Record<F, Value>,
  after: Record<F, Value>,
): FieldChange<F>[] {
  return fields
    .filter((field) => !isSame(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

function isSame(a: Value, b: Value): boolean {
  if (typeof a === "object" && typeof b === "object" && a && b) {
    return a.amount === b.amount && a.currency === b.currency;
  }
  return a === b;
}
