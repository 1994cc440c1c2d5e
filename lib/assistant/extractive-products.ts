import "server-only";
import { searchProducts } from "@/lib/quotes/queries";
import type { ProductMatch } from "@/lib/quotes/types";
import { type Draft, spoken } from "./extractive-draft";
import { type Asked, cannotRead, type Told } from "./extractive-told";
import { coverOf, termsOf, tokensOf } from "./question-terms";
import { productSource } from "./tools/quotes";
import { words, writingFor } from "./tools/words";

/** Articles that are looked at, and told. */
const LOOKED_AT = 50;
const SHOWN = 6;

/** What the catalogue has of a name, the cheapest first; nothing unless every word of it is an article's own. */
export async function tellProducts(draft: Draft, { about = "", context }: Asked): Promise<Told> {
  const found = await searchProducts(context.viewer, about, LOOKED_AT);
  if (!found.ok) return cannotRead(found.error);
  const named = found.value.filter((product) => isNamed(product, about));
  if (named.length === 0) return "unknown";
  const write = writingFor(context);
  draft.say(words("answer.several.products", { count: named.length }));
  const cheapest = named.toSorted((a, b) => a.price.amount - b.price.amount).slice(0, SHOWN);
  for (const product of cheapest) {
    const price = write.money(product.price);
    draft.item(
      words("answer.product.line", { name: spoken(product.name, 120), price }),
      productSource(product, write),
      product.name,
      price,
    );
  }
  draft.paragraph();
  draft.say(words("answer.product.quote", { page: `[${words("answer.pages.quotes")}](/portal/quotes/new)` }));
  return "told";
}

/** Whether a product has each word of a name, in its own name, number or category. */
function isNamed({ name, sku, category }: ProductMatch, about: string): boolean {
  const terms = termsOf(about);
  return (
    terms.length > 0 && coverOf(terms, tokensOf(`${name} ${sku} ${category}`)).every((worth) => worth > 0)
  );
}
