"use client";

import { useLayoutEffect } from "react";

const EDITABLE = "input, textarea, select, [contenteditable]";
const PRESSABLE = "a, button, input, select, textarea";
/** While one of these is open the keys are its own. */
const FLOATING = "dialog[open], [popover=auto]:popover-open";

/**
 * The keys of the desk. A key presses, or focuses, what names it in `aria-keyshortcuts` (or, for parts
 * that cannot, what stands inside its `data-shortcut`). Inside `data-roving`, j and k move along the links, and o opens one.
 */
export function DeskShortcuts() {
  // With the page and not after it: whoever works by keyboard does not wait for the paint.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const from = event.target instanceof Element ? event.target : document.body;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector(FLOATING)) return;
      if (from.closest(EDITABLE)) {
        if (event.key === "Escape" && from instanceof HTMLElement) from.blur();
        return;
      }
      if ((event.key === "j" || event.key === "k") && rove(event.key === "j" ? 1 : -1)) {
        event.preventDefault();
        return;
      }
      const target = event.key === "o" ? from.closest<HTMLElement>("[data-roving] a") : find(event.key);
      if (!target) return;
      event.preventDefault();
      if (target.matches(EDITABLE)) target.focus();
      else target.click();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return null;
}

function find(key: string): HTMLElement | null {
  const name = CSS.escape(key);
  const owners = document.querySelectorAll<HTMLElement>(
    `[aria-keyshortcuts~="${name}"], [data-shortcut="${name}"]`,
  );
  const elements = Array.from(owners, (owner) =>
    owner.matches(PRESSABLE) ? owner : owner.querySelector<HTMLElement>(PRESSABLE),
  );
  return elements.find((element) => element?.checkVisibility()) ?? null;
}

/** Moves the focus along the rows; from nowhere it starts at the first. False on a page without rows. */
function rove(step: 1 | -1): boolean {
  const links = Array.from(document.querySelectorAll<HTMLElement>("[data-roving] a")).filter((link) =>
    link.checkVisibility(),
  );
  if (links.length === 0) return false;
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return true;
}
