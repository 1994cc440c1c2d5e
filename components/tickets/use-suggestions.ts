"use client";

import { useEffect, useState } from "react";
import type { TicketSuggestions } from "@/lib/tickets/types";

const NONE: TicketSuggestions = { tickets: [], articles: [] };
const PAUSE_MS = 350;
const LEAST_LETTERS = 4;

/** What may answer a subject, or say the same, asked for after a pause in typing. A failure offers nothing. */
export function useSuggestions(subject: string, category: string): TicketSuggestions {
  const [found, setFound] = useState(NONE);
  const words = subject.trim();
  const url =
    words.length < LEAST_LETTERS
      ? null
      : `/api/portal/tickets/suggestions?${new URLSearchParams({ subject: words, ...(category && { category }) })}`;

  useEffect(() => {
    if (url === null) {
      setFound(NONE);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask(url, stop.signal).catch(() => NONE);
      if (!stop.signal.aborted) setFound(answer);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [url]);

  return found;
}

async function ask(url: string, signal: AbortSignal): Promise<TicketSuggestions> {
  const response = await fetch(url, { signal });
  return response.ok ? ((await response.json()) as { data: TicketSuggestions }).data : NONE;
}
