import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { Cursor } from "@/lib/core/ids";
import type { Result } from "@/lib/core/result";
import { listQuotes, quoteCounts } from "./queries";
import type { DeskQuoteFilters } from "./schema";

const PAGE = 25;

/** A page of quotes and how many are in each status, for a list on either side. Throws when it cannot be read. */
export async function loadQuoteList(
  viewer: Viewer,
  filters: Partial<DeskQuoteFilters>,
  cursor: Cursor | null,
) {
  const [quotes, counts] = await Promise.all([
    listQuotes(viewer, filters, { cursor: cursor ?? undefined, limit: PAGE }),
    quoteCounts(viewer),
  ]);
  return { quotes: orThrow(quotes), counts: orThrow(counts) };
}

function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`cannot read the quotes: ${result.error.code}`);
  return result.value;
}
