import { staffRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { listQuotes } from "@/lib/quotes/queries";
import { deskQuoteFilters, staffQuoteInput } from "@/lib/quotes/schema";
import { createQuote, thenRead } from "@/lib/quotes/service";

export const GET = staffRoute(
  { query: deskQuoteFilters.extend(pageParams), module: "quotes" },
  ({ viewer, query }) => {
    const { cursor, limit, ...filters } = query;
    return listQuotes(viewer, filters, { cursor, limit });
  },
);

export const POST = staffRoute(
  { body: staffQuoteInput, status: 201, idempotent: true, module: "quotes", maxBodyBytes: 1024 * 1024 },
  async ({ viewer, body, idempotencyKey }) =>
    thenRead(viewer, await createQuote(viewer, body, idempotencyKey)),
);
