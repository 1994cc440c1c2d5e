import { startTransition, useCallback, useMemo, useRef, useState } from "react";
import type { QueueRow } from "./queue-rows";

export type QueueNews = {
  /** Of the tickets asked about, those that belong to this view; without ids, its first page. */
  matching: QueueRow[];
  /** The others that are on the page: they stay where they are until somebody asks for the view again. */
  rest: QueueRow[];
  figures: React.ReactNode;
  views: React.ReactNode;
};
export type MoreRows = { rows: QueueRow[]; next: string | null };

/**
 * The rows on the page: the first ones as they came, further ones as they are loaded, and each as it is known
 * last. What changes is drawn anew in its place; what is new waits to be asked for.
 */
export function useQueueRows(
  first: { rows: QueueRow[]; next: string | null },
  readMore: (address: string) => Promise<MoreRows>,
) {
  const [base, setBase] = useState(first);
  const [more, setMore] = useState<QueueRow[]>([]);
  const [next, setNext] = useState(first.next);
  const [latest, setLatest] = useState<ReadonlyMap<string, QueueRow>>(new Map());
  const [news, setNews] = useState<ReadonlySet<string>>(new Set());
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");
  const isBusy = useRef(false);

  // Somebody asked for the view again: everything begins anew.
  if (base !== first && base.rows !== first.rows) {
    setBase(first);
    setMore([]);
    setNext(first.next);
    setLatest(new Map());
    setNews(new Set());
  }

  const rows = useMemo(() => {
    const seen = new Set<string>();
    return [...base.rows, ...more]
      .filter(({ id }) => !seen.has(id) && seen.add(id))
      .map((row) => latest.get(row.id) ?? row);
  }, [base, more, latest]);

  const loadMore = useCallback(async () => {
    if (next === null || isBusy.current) return;
    isBusy.current = true;
    setState("loading");
    const page = await readMore(next).catch(() => null);
    isBusy.current = false;
    // Rows still stream in when the answer begins: until they are there, the ones before stay.
    startTransition(() => {
      setState(page ? "idle" : "failed");
      if (!page) return;
      setMore((known) => [...known, ...page.rows]);
      setNext(page.next);
    });
  }, [next, readMore]);

  const receive = useCallback(
    ({ matching, rest }: Pick<QueueNews, "matching" | "rest">, own: boolean) => {
      const known = new Map(rows.map((row) => [row.id, row.version]));
      setLatest((before) => {
        const after = new Map(before);
        for (const row of [...matching, ...rest]) if (known.has(row.id)) after.set(row.id, row);
        return after;
      });
      const fresh = matching.filter(({ id }) => !known.has(id));
      if (!own && fresh.length > 0) setNews((before) => new Set([...before, ...fresh.map(({ id }) => id)]));
    },
    [rows],
  );

  return {
    rows,
    next,
    news,
    failed: state === "failed",
    isLoading: state === "loading",
    loadMore,
    receive,
  };
}
