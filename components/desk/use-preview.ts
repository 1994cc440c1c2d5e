import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";

const KEPT = "portico-queue-preview";
/** Somebody who runs along the rows wants none of those in between. */
const PAUSE_MS = 250;

const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const read = () => {
  try {
    return localStorage.getItem(KEPT) === "open";
  } catch {
    return false;
  }
};

/** Whether the preview is open, as this browser remembers it, and what it shows of the row that has the focus. */
export function usePreview(load: (number: string) => Promise<ReactNode>) {
  const isOpen = useSyncExternalStore(subscribe, read, () => false);
  const [row, setRow] = useState<{ number: string; version: number } | null>(null);
  const [shown, setShown] = useState<{ key: string; node: ReactNode; failed: boolean } | null>(null);
  const known = useRef(new Map<string, ReactNode>());
  const key = row && `${row.number} ${row.version}`;

  useEffect(() => {
    if (!isOpen || !row || !key) return;
    const kept = known.current.get(key);
    if (kept) {
      setShown({ key, node: kept, failed: false });
      return;
    }
    let isWanted = true;
    const timer = setTimeout(async () => {
      const node = await load(row.number).catch(() => null);
      if (node) known.current.set(key, node);
      if (isWanted) setShown({ key, node, failed: !node });
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [isOpen, row, key, load]);

  return {
    isOpen,
    follow: setRow,
    toggle() {
      try {
        localStorage.setItem(KEPT, isOpen ? "closed" : "open");
      } catch {
        return;
      }
      for (const listener of listeners) listener();
    },
    number: row?.number ?? null,
    shown: shown && shown.key === key ? shown : null,
  };
}
