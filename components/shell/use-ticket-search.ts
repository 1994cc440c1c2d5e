"use client";

import { useEffect, useState } from "react";

/** What the palette shows of a ticket; the API sends more. */
export type TicketHit = { id: string; number: string; subject: string };

type Search = { query: string; hits: readonly TicketHit[]; failed: boolean };

const DEBOUNCE_MS = 180;
const MIN_LETTERS = 2;
const MAX_HITS = 6;
const NOTHING: Search = { query: "", hits: [], failed: false };

/**
 * Tickets that match what is typed, from the list endpoint of the area. Waits for a pause in typing; an
 * answer that was overtaken is dropped. `isSearching` while the shown hits are not those of `query`.
 */
export function useTicketSearch(endpoint: string, typed: string) {
  const query = typed.trim();
  const isWorthAsking = query.length >= MIN_LETTERS;
  const [found, setFound] = useState<Search>(NOTHING);

  useEffect(() => {
    if (!isWorthAsking) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const hits = await fetchHits(endpoint, query, stop.signal).catch(() => null);
      if (!stop.signal.aborted) setFound({ query, hits: hits ?? [], failed: hits === null });
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [endpoint, query, isWorthAsking]);

  if (!isWorthAsking) return { ...NOTHING, isSearching: false };
  return { ...found, isSearching: found.query !== query };
}

async function fetchHits(endpoint: string, query: string, signal: AbortSignal): Promise<TicketHit[]> {
  const parameters = new URLSearchParams({ q: query, limit: String(MAX_HITS) });
  const response = await fetch(`${endpoint}?${parameters}`, { signal });
  if (!response.ok) throw new Error(`ticket search answered ${response.status}`);
  const { data } = (await response.json()) as { data: TicketHit[] };
  return data;
}
