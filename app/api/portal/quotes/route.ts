import { customerRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { listQuotes } from "@/lib/quotes/queries";
import { quoteFilters, quoteRequestInput } from "@/lib/quotes/schema";
import { requestQuote, thenRead } from "@/lib/quotes/service";

export const GET = customerRoute(
  { query: quoteFilters.extend(pageParams), module: "quotes" },
  ({ viewer, query }) => {
    const { cursor, limit, ...filters } = query;
    return listQuotes(viewer, filters, { cursor, limit });
  },
);

export const POST = customerRoute(
  { body: quoteRequestInput, status: 201, idempotent: true, module: "quotes" },
  async ({ viewer, body, idempotencyKey }) =>
    thenRead(viewer, await requestQuote(viewer, body, idempotencyKey)),
);
