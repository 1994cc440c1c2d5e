"use client";
"use no memo";

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/**
 * The keys of a date grid (ARIA practices): arrows go by days and weeks, Home and End along the week, Page Up and Page
 * Down to other months. The grid itself is drawn by the server; without script every free day is a link of its own.
 */
export function DateGrid({ children, className }: { children: ReactNode; className?: string }) {
  const root = useRef<HTMLDivElement>(null);

  const days = () => Array.from(root.current?.querySelectorAll<HTMLElement>("[data-day]") ?? []);

  function rove(current: HTMLElement | undefined) {
    for (const day of days()) day.tabIndex = day === current ? 0 : -1;
  }

  // After every answer of the server: the grid may show another month.
  useEffect(() => {
    const all = Array.from(root.current?.querySelectorAll<HTMLElement>("[data-day]") ?? []);
    const focused = all.find((day) => day === document.activeElement);
    const current =
      focused ??
      all.find((day) => day.dataset.selected === "true") ??
      all.find((day) => day.tagName === "A") ??
      all[0];
    for (const day of all) day.tabIndex = day === current ? 0 : -1;
  });

  function onKeyDown(event: KeyboardEvent) {
    const all = days();
    const at = all.indexOf(event.target as HTMLElement);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const week = at - (at % 7);
    const step = STEPS[event.key];
    if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      root.current
        ?.querySelector<HTMLElement>(event.key === "PageUp" ? "[data-earlier]" : "[data-later]")
        ?.click();
      return;
    }
    // A day without free times is nothing to follow.
    if (event.key === " " && all[at]?.tagName === "A") {
      event.preventDefault();
      all[at]?.click();
      return;
    }
    const next =
      step !== undefined
        ? all[at + step]
        : event.key === "Home"
          ? all[week]
          : event.key === "End"
            ? all[week + 6]
            : null;
    if (next === null) return;
    event.preventDefault();
    if (!next) return;
    rove(next);
    next.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the grid inside has the role; this listens for its cells
    <div ref={root} onKeyDown={onKeyDown} className={className}>
      {children}
    </div>
  );
}
