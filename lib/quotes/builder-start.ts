import { type BuilderFields, headOf, readBuilder, rowOfItem, rowOfRequest } from "./builder-draft";
import type { DraftInput } from "./schema";
import type { QuoteChange, QuoteRecord } from "./types";

/** The usual tax of a first line, in percent: South Africa's VAT. */
const USUAL_TAX = "15";

/** Ids of products whose prices `builderStart` wants to know. */
export function productsAsked(quote: QuoteRecord): string[] {
  return quote.request.items.flatMap(({ productId }) => productId ?? []);
}

/** What the builder begins with: the draft, else the latest version, else what was asked for. */
export function builderStart(
  quote: QuoteRecord,
  prices: ReadonlyMap<string, number>,
  currency: string,
): { fields: BuilderFields; draft: DraftInput | null } {
  const { draft, versions, request } = quote;
  const base = draft ?? versions[0] ?? null;
  const head = headOf(quote.title, base, Boolean(draft));
  const rows = base
    ? base.items.map(rowOfItem)
    : request.items.map((item) => rowOfRequest(item, prices.get(item.productId ?? ""), USUAL_TAX, currency));
  const fields = { head, rows };
  return { fields, draft: draft ? readBuilder(fields, currency).draft : null };
}

/** The currency of the next version. */
export function builderCurrency(quote: QuoteRecord): string {
  return (quote.draft ?? quote.versions[0])?.currency ?? quote.total?.currency ?? "ZAR";
}

/** The wishes for lines of the latest version, by the key that the line keeps in the next one. */
export function wishesByLine(quote: QuoteRecord): Record<string, QuoteChange> {
  const [latest] = quote.versions;
  if (!latest) return {};
  const keys = new Map(latest.items.map(({ id, lineKey }) => [id, lineKey]));
  return Object.fromEntries(
    latest.changes.flatMap((change) => {
      const key = change.itemId && keys.get(change.itemId);
      return key ? [[key, change]] : [];
    }),
  );
}

/** Whether the next version is being prepared; a quote that is with the customer, or over, is revised on request. */
export function isPrepared({ status, hasDraft }: Pick<QuoteRecord, "status" | "hasDraft">): boolean {
  return (
    status === "requested" || status === "in_review" || status === "changes_requested" || hasDraft === true
  );
}
