import { memberRoute } from "@/lib/auth/guard";
import { page } from "@/lib/core/page";
import { ok } from "@/lib/core/result";
import { searchProducts } from "@/lib/quotes/queries";
import { productQuery } from "@/lib/quotes/schema";

/** The products that match best, for choosing one: customers ask for a price, staff name it. */
export const GET = memberRoute({ query: productQuery, module: "quotes" }, async ({ viewer, query }) => {
  const found = await searchProducts(viewer, query.q, query.limit);
  return found.ok ? ok(page(found.value, null)) : found;
});
