"use client";

import { useEffect, useRef } from "react";

/**
 * Keeps the boxes of kinds and of their events telling the same: a kind sets its events, and stands in between while
 * they differ. Without script the server takes what was changed. It draws nothing; it looks after the form around it.
 */
export function AllOfIt() {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const form = here.current?.closest("form");
    if (!form) return;
    const boxes = (name: string) => [...form.querySelectorAll<HTMLInputElement>(`input[data-${name}]`)];
    const show = (all: HTMLInputElement) => {
      const parts = boxes("part").filter((part) => part.dataset.part === all.dataset.all);
      if (parts.length === 0) return;
      const on = parts.filter((part) => part.checked).length;
      all.indeterminate = on > 0 && on < parts.length;
      // What stands in between says what it said at first, so that it counts as untouched and its events are meant.
      all.checked = all.indeterminate ? all.defaultChecked : on > 0;
    };
    const showAll = () => boxes("all").forEach(show);
    const change = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement)) return;
      const { all, part } = target.dataset;
      if (all) {
        for (const one of boxes("part")) if (one.dataset.part === all) one.checked = target.checked;
      } else if (part) {
        for (const one of boxes("all")) if (one.dataset.all === part) show(one);
      }
    };
    // A reset sets the boxes after it was announced.
    const reset = () => setTimeout(showAll);
    showAll();
    form.addEventListener("change", change);
    form.addEventListener("reset", reset);
    return () => {
      form.removeEventListener("change", change);
      form.removeEventListener("reset", reset);
    };
  });
  return <span ref={here} hidden />;
}
