import { useRef, useState } from "react";

/** Which rows are chosen: one by one, or from the last one that was chosen up to another. */
export function useRowSelection(ids: readonly string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const selected = ids.filter((id) => chosen.has(id));

  return {
    selected,
    isSelected: (id: string) => chosen.has(id),
    toggle(id: string) {
      anchor.current = id;
      setChosen((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      });
    },
    /** From the last one chosen up to this one. */
    extend(id: string) {
      const from = ids.indexOf(anchor.current ?? id);
      const to = ids.indexOf(id);
      if (from < 0 || to < 0) return;
      const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
      setChosen((before) => new Set([...before, ...range]));
    },
    set(next: readonly string[]) {
      anchor.current = next.at(-1) ?? null;
      setChosen(new Set(next));
    },
  };
}
