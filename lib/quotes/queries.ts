import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { explainQuote } from "./field-messages";
import type { DeskQuoteFilters } from "./schema";
import { allowedQuoteActions, type QuoteAction } from "./status";
import type { ProductMatch, QuoteRecord, QuoteSummary } from "./types";

/** A quote with what its reader may do. */
export type QuoteDetail = QuoteRecord & { allowedActions: QuoteAction[] };

type Paging = { cursor?: Cursor | undefined; limit?: number | undefined };

/** A page of the quotes that the viewer may see, latest activity first. */
export async function listQuotes(
  viewer: Viewer,
  filters: Partial<DeskQuoteFilters> = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<QuoteSummary>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_quotes", { p_filters: filters, p_cursor: cursor ?? null, p_limit: limit }),
  );
  if (!answer.ok) return err(explainQuote(answer.error));
  const { items, nextCursor } = answer.value as unknown as {
    items: QuoteSummary[];
    nextCursor: Cursor | null;
  };
  return ok(page(items, nextCursor && encodeCursor(nextCursor)));
}

/**
 * One quote by id or number, or `not_found`, also for what belongs to somebody else: sent versions for
 * customers, the draft as well for staff. The read is audited.
 */
export async function getQuote(
  viewer: Viewer,
  ref: string,
  { now = new Date() }: { now?: Date } = {},
): Promise<Result<QuoteDetail>> {
  const answer = unwrap(await viewer.db.rpc("get_quote", { p_ref: ref }));
  if (!answer.ok) return answer;
  const quote = answer.value as unknown as QuoteRecord;
  const actor = viewer.role === "customer" ? "customer" : "staff";
  return ok({ ...quote, allowedActions: allowedQuoteActions(quote, actor, now) });
}

/** Like `getQuote`, with null for a quote that is not there for this viewer; other failures throw. */
export async function findQuote(viewer: Viewer, ref: string): Promise<QuoteDetail | null> {
  const found = await getQuote(viewer, ref);
  if (found.ok) return found.value;
  if (found.error.code === "not_found") return null;
  throw new Error(`cannot read the quote: ${found.error.code}`);
}

/** How many quotes of the viewer (for staff: of everybody) are in each status; counting stops at 10,000. */
export async function quoteCounts(viewer: Viewer): Promise<Result<Partial<Record<string, number>>>> {
  const answer = unwrap(await viewer.db.rpc("quote_counts"));
  return answer.ok ? ok(answer.value as unknown as Partial<Record<string, number>>) : answer;
}

/** Products of the catalogue whose SKU or name is like `q`, slips of the finger included; best first. */
export async function searchProducts(viewer: Viewer, q: string, limit = 12): Promise<Result<ProductMatch[]>> {
  const answer = unwrap(await viewer.db.rpc("search_products", { p_query: q, p_limit: limit }));
  return answer.ok ? ok(answer.value as unknown as ProductMatch[]) : answer;
}
