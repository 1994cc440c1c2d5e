import type { Money } from "@/lib/core/money";

/** Something that is asked for: a product of the catalogue, or words. */
export type RequestRow = {
  key: string;
  productId: string;
  description: string;
  /** As typed. */
  quantity: string;
  price: Money | null;
};

export const MAX_REQUEST_ROWS = 100;

export function blankRequestRow(key: string): RequestRow {
  return { key, productId: "", description: "", quantity: "1", price: null };
}

export function isFilled(row: RequestRow): boolean {
  return row.description.trim() !== "" || row.productId !== "";
}

/**
 * The rows that a form sent without script, without the empty ones: faults are counted along these. Keys are
 * the same in the browser as on the server.
 */
export function rowsOfForm(values: Record<string, string>): RequestRow[] {
  const rows: RequestRow[] = [];
  for (let index = 0; index < MAX_REQUEST_ROWS; index++) {
    const description = values[`items.${index}.description`];
    if (description === undefined) break;
    const row = {
      ...blankRequestRow(`row-${index}`),
      description,
      productId: values[`items.${index}.productId`] ?? "",
      quantity: values[`items.${index}.quantity`] ?? "1",
    };
    if (isFilled(row)) rows.push(row);
  }
  return rows.length > 0 ? rows : [blankRequestRow("row-0")];
}

/** The rows of a draft; none for anything else that may stand there. */
export function rowsOfDraft(text: string | undefined): RequestRow[] {
  try {
    const rows = JSON.parse(text || "[]") as RequestRow[];
    return Array.isArray(rows) ? rows.filter((row) => typeof row?.description === "string") : [];
  } catch {
    return [];
  }
}
