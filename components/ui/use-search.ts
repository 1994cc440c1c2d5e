"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { useEffect, useState } from "react";

type Found<Hit> = { url: string | null; query: string; hits: readonly Hit[]; failed: boolean };

const DEBOUNCE_MS = 160;

/**
 * What `address` answers for the text that is typed: a list, as the API gives one. Waits for a pause in typing;
 * an answer that was overtaken is dropped. Nothing is asked while `isWanted` is false or the text is shorter
 * than `minLetters`.
 */
export function useSearch<Hit>(
  typed: string,
  address: (query: string) => string,
  { isWanted = true, minLetters = 1 }: { isWanted?: boolean; minLetters?: number } = {},
) {
  const query = typed.trim();
  const url = isWanted && query.length >= minLetters ? address(query) : null;
  const [found, setFound] = useState<Found<Hit>>({ url: null, query: "", hits: [], failed: false });

  useEffect(() => {
    if (url === null) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const hits = await fetchHits<Hit>(url, stop.signal).catch(() => null);
      if (!stop.signal.aborted) setFound({ url, query, hits: hits ?? [], failed: hits === null });
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [url, query]);

  if (url === null) return { query: "", hits: [] as readonly Hit[], failed: false, isSearching: false };
  return { ...found, isSearching: found.url !== url };
}

async function fetchHits<Hit>(url: string, signal: AbortSignal): Promise<Hit[]> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return ((await response.json()) as { data: Hit[] }).data;
}
