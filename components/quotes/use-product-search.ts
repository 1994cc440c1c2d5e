"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { useEffect, useState } from "react";
import type { ProductMatch } from "@/lib/quotes/types";

type Found = { query: string; hits: readonly ProductMatch[]; failed: boolean };

const DEBOUNCE_MS = 160;
const MIN_LETTERS = 2;
const NOTHING: Found = { query: "", hits: [], failed: false };

/** Products that match what is typed. Waits for a pause in typing; an answer that was overtaken is dropped. */
export function useProductSearch(typed: string, isWanted: boolean) {
  const query = typed.trim();
  const isWorthAsking = isWanted && query.length >= MIN_LETTERS;
  const [found, setFound] = useState<Found>(NOTHING);

  useEffect(() => {
    if (!isWorthAsking) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const hits = await fetchHits(query, stop.signal).catch(() => null);
      if (!stop.signal.aborted) setFound({ query, hits: hits ?? [], failed: hits === null });
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query, isWorthAsking]);

  if (!isWorthAsking) return { ...NOTHING, isSearching: false };
  return { ...found, isSearching: found.query !== query };
}

async function fetchHits(q: string, signal: AbortSignal): Promise<ProductMatch[]> {
  const response = await fetch(`/api/portal/products?${new URLSearchParams({ q, limit: "8" })}`, { signal });
  if (!response.ok) throw new Error(`product search answered ${response.status}`);
  const { data } = (await response.json()) as { data: ProductMatch[] };
  return data;
}
