import { decimalText, parseAmount } from "@/lib/core/money";
import { percentOf, priceLines, type Totals } from "@/lib/core/totals";
import { parsePercent, parseQuantity, percentText } from "./amounts";
import type { DraftInput } from "./schema";
import type { QuoteItem, QuoteRequestItem, QuoteVersion } from "./types";

/** A line while somebody types it. A discount is an amount, or with a percent sign a share of the line. */
export type BuilderRow = {
  key: string;
  /** Of the line in an earlier version, which this one continues. */
  lineKey: string | null;
  productId: string | null;
  sku: string | null;
  description: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
  discount: string;
  note: string;
};

/** What stands around the lines. `validUntil` is a day, `2026-12-24`, or empty for the usual time. */
export type BuilderHead = {
  title: string;
  discount: string;
  validUntil: string;
  note: string;
  terms: string;
};

export type BuilderFields = { head: BuilderHead; rows: BuilderRow[] };

/** What is wrong with a field: `head.discount`, `<row key>.quantity`. */
export type BuilderFaults = ReadonlyMap<string, "required" | "invalid" | "too_large">;

export type BuilderResult = {
  /** What the server keeps; without the lines that say nothing. */
  draft: DraftInput;
  faults: BuilderFaults;
  /** Null while a fault keeps the sums from being known. */
  totals: Totals | null;
  /** The sum of each row that has one, by its key. */
  nets: ReadonlyMap<string, number>;
};

type Blank = Pick<BuilderRow, "key" | "taxRate">;

/** An empty line. */
export function blankRow({ key, taxRate }: Blank): BuilderRow {
  return {
    key,
    taxRate,
    lineKey: null,
    productId: null,
    sku: null,
    description: "",
    quantity: "1",
    unitPrice: "",
    discount: "",
    note: "",
  };
}

/** Whether a line says nothing yet. */
export function isBlank(row: BuilderRow): boolean {
  return !(row.description.trim() || row.unitPrice.trim() || row.discount.trim() || row.note.trim());
}

/** A line of a version, to be edited. */
export function rowOfItem(item: QuoteItem): BuilderRow {
  return {
    key: item.lineKey,
    lineKey: item.lineKey,
    productId: item.productId,
    sku: item.sku,
    description: item.description,
    quantity: String(item.quantity),
    unitPrice: decimalText(item.unitPrice),
    taxRate: percentText(item.taxRate),
    discount: item.discount.amount > 0 ? decimalText(item.discount) : "",
    note: item.note ?? "",
  };
}

/** A line that was asked for, at the catalogue's price where it has one. */
export function rowOfRequest(
  item: QuoteRequestItem,
  price: number | undefined,
  taxRate: string,
  currency: string,
) {
  return {
    ...blankRow({ key: item.id, taxRate }),
    productId: item.productId,
    sku: item.sku,
    description: item.description,
    quantity: String(item.quantity),
    unitPrice: price === undefined ? "" : decimalText({ amount: price, currency }),
    note: item.note ?? "",
  };
}

/** What stands around the lines of a version, to be edited. The validity is chosen anew for each. */
export function headOf(title: string, version: QuoteVersion | null, isDraft: boolean): BuilderHead {
  return {
    title,
    discount: version && version.discount.amount > 0 ? decimalText(version.discount) : "",
    validUntil: (isDraft && (version?.validOn ?? version?.validUntil?.slice(0, 10))) || "",
    note: version?.note ?? "",
    terms: version?.terms ?? "",
  };
}

/** Reads what was typed: the draft to keep, what is wrong, and what it comes to by the rule of the server. */
export function readBuilder({ head, rows }: BuilderFields, currency: string): BuilderResult {
  const faults = new Map<string, "required" | "invalid" | "too_large">();
  const nets = new Map<string, number>();
  const written = rows.filter((row) => !isBlank(row));
  const items = written.map((row) => readRow(row, currency, faults, nets));
  const subtotal = [...nets.values()].reduce((sum, net) => sum + net, 0);
  const discount = readDiscount(head.discount, subtotal, currency);
  if (discount === null) faults.set("head.discount", "invalid");
  else if (nets.size === written.length && discount > subtotal) faults.set("head.discount", "too_large");
  const draft: DraftInput = {
    title: head.title.trim() || undefined,
    currency,
    items,
    discount: discount ?? 0,
    validUntil: head.validUntil || undefined,
    note: head.note.trim() || undefined,
    terms: head.terms.trim() || undefined,
  };
  return { draft, faults, nets, totals: faults.size > 0 ? null : totalsOf(draft, currency) };
}

function readRow(
  row: BuilderRow,
  currency: string,
  faults: Map<string, "required" | "invalid" | "too_large">,
  nets: Map<string, number>,
): DraftInput["items"][number] {
  const quantity = parseQuantity(row.quantity);
  const unitPrice = row.unitPrice.trim() === "" ? 0 : parseAmount(row.unitPrice, currency);
  const taxRate = parsePercent(row.taxRate);
  const gross = (quantity ?? 0) * (unitPrice ?? 0);
  const discount = Number.isSafeInteger(gross) ? readDiscount(row.discount, gross, currency) : null;
  if (row.description.trim() === "") faults.set(`${row.key}.description`, "required");
  if (quantity === null) faults.set(`${row.key}.quantity`, "invalid");
  if (unitPrice === null) faults.set(`${row.key}.unitPrice`, "invalid");
  if (taxRate === null) faults.set(`${row.key}.taxRate`, "invalid");
  if (discount === null) faults.set(`${row.key}.discount`, "invalid");
  else if (discount > gross) faults.set(`${row.key}.discount`, "too_large");
  else if (quantity !== null && unitPrice !== null) nets.set(row.key, gross - discount);
  return {
    lineKey: row.lineKey ?? undefined,
    productId: row.productId ?? undefined,
    sku: row.sku ?? undefined,
    description: row.description.trim(),
    quantity: quantity ?? 1,
    unitPrice: unitPrice ?? 0,
    taxRate: taxRate ?? 0,
    discount: discount ?? 0,
    note: row.note.trim() || undefined,
  };
}

/** "500" is an amount, "10%" a share of `whole`; nothing is nothing. */
function readDiscount(text: string, whole: number, currency: string): number | null {
  if (text.trim() === "") return 0;
  if (!text.includes("%")) return parseAmount(text, currency);
  const share = parsePercent(text);
  return share === null ? null : percentOf(whole, Math.round(share * 100_000) / 1_000);
}

function totalsOf({ items, discount }: DraftInput, currency: string): Totals | null {
  try {
    return priceLines({ currency, lines: items, discount });
  } catch (fault) {
    if (fault instanceof RangeError) return null;
    throw fault;
  }
}

/** The draft as one text, to tell whether two are the same. Keys of lines are the server's own affair. */
export function draftText(draft: DraftInput): string {
  const { title, items, discount, validUntil, note, terms } = draft;
  return JSON.stringify([
    title ?? "",
    items.map((item) => [
      item.productId ?? "",
      item.sku ?? "",
      item.description,
      item.quantity,
      item.unitPrice,
      item.taxRate,
      item.discount,
      item.note ?? "",
    ]),
    discount,
    validUntil ?? "",
    note ?? "",
    terms ?? "",
  ]);
}
