import { useSearch } from "@/components/ui/use-search";
import type { ProductMatch } from "@/lib/quotes/types";

const MIN_LETTERS = 2;

/** Products that match what is typed. */
export function useProductSearch(typed: string, isWanted: boolean) {
  return useSearch<ProductMatch>(
    typed,
    (q) => `/api/portal/products?${new URLSearchParams({ q, limit: "8" })}`,
    { isWanted, minLetters: MIN_LETTERS },
  );
}
