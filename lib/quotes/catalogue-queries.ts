import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { skuOfLabel } from "./product-label";
import { searchProducts } from "./queries";
import type { QuoteRequestInput } from "./schema";
import type { ProductMatch } from "./types";

/** As many suggestions as a list without search can hold. */
const SUGGESTED = 50;

/** The first products of the catalogue, for a form that cannot search. None when they cannot be read. */
export async function suggestProducts(viewer: Viewer): Promise<ProductMatch[]> {
  const found = await searchProducts(viewer, "", SUGGESTED);
  return found.ok ? found.value : [];
}

/** Prices of products in `currency`, by id; one that is gone or sold in another currency has none. */
export async function productPrices(
  viewer: Viewer,
  ids: readonly string[],
  currency: string,
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const answer = unwrap(
    await viewer.db.from("products").select("id, price").in("id", ids).eq("currency", currency),
  );
  if (!answer.ok) throw new Error(`cannot read the prices: ${answer.error.code}`);
  return new Map(answer.value.map(({ id, price }) => [id, price]));
}

/** Lines of a form without script name a product by its label: the product itself, where there is one. */
export async function withProducts(
  viewer: Viewer,
  items: QuoteRequestInput["items"],
): Promise<QuoteRequestInput["items"]> {
  const skus = items.flatMap((item) => (item.productId ? [] : (skuOfLabel(item.description ?? "") ?? [])));
  if (skus.length === 0) return items;
  const answer = unwrap(
    await viewer.db.from("products").select("id, sku").in("sku", skus).eq("is_active", true),
  );
  // Their words say it as well.
  if (!answer.ok) return items;
  const ids = new Map(answer.value.map(({ id, sku }) => [sku, id]));
  return items.map((item) => {
    const id = item.productId ?? ids.get(skuOfLabel(item.description ?? "") ?? "");
    return id ? { ...item, productId: id, description: item.productId ? item.description : undefined } : item;
  });
}
