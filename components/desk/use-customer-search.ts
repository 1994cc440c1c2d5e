"use client";

import { useEffect, useState } from "react";
import type { CustomerHit } from "@/lib/tickets/desk-types";

type Found = { query: string; hits: readonly CustomerHit[]; failed: boolean };

const DEBOUNCE_MS = 180;
const NOTHING: Found = { query: "", hits: [], failed: false };

/** Customers that match what is typed. Waits for a pause in typing; an answer that was overtaken is dropped. */
export function useCustomerSearch(typed: string) {
  const query = typed.trim();
  const [found, setFound] = useState<Found>(NOTHING);

  useEffect(() => {
    if (!query) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const hits = await fetchHits(query, stop.signal).catch(() => null);
      if (!stop.signal.aborted) setFound({ query, hits: hits ?? [], failed: hits === null });
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query]);

  if (!query) return { ...NOTHING, isSearching: false };
  return { ...found, isSearching: found.query !== query };
}

async function fetchHits(q: string, signal: AbortSignal): Promise<CustomerHit[]> {
  const response = await fetch(`/api/admin/customers?${new URLSearchParams({ q })}`, { signal });
  if (!response.ok) throw new Error(`customer search answered ${response.status}`);
  const { data } = (await response.json()) as { data: CustomerHit[] };
  return data;
}
