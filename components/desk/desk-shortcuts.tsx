"use client";
"use no memo";

import { useLayoutEffect } from "react";

const EDITABLE = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const PRESSABLE = "a, button, input, select, textarea";
/** While one of these is open the keys are its own. */
const FLOATING = "dialog[open], [popover=auto]:popover-open";

/** As long as a page may take to bring what a key is for. */
const PATIENCE_MS = 10_000;

let pending: { key: string; until: number } | null = null;

/** Presses a key on the page that comes next: "r" in the queue opens the ticket, and then its reply. */
export function pressOnNextPage(key: string) {
  pending = { key, until: Date.now() + PATIENCE_MS };
}

/**
 * The keys of the desk. A key presses, or focuses, what names it in `aria-keyshortcuts` (or, for parts
 * that cannot, what stands inside its `data-shortcut`). Inside `data-roving`, j and k move along the links, and o opens one.
 */
export function DeskShortcuts() {
  // With the page and not after it: whoever works by keyboard does not wait for the paint.
  useLayoutEffect(() => {
    let waiting: ReturnType<typeof setInterval> | undefined;
    if (pending) {
      let settled = 0;
      waiting = setInterval(() => {
        // A new page takes the focus to its heading: the field has it once it has kept it.
        settled = document.activeElement?.matches(EDITABLE) ? settled + 1 : 0;
        if (!pending || settled > 5 || Date.now() > pending.until) {
          pending = null;
          clearInterval(waiting);
        } else if (settled === 0) {
          const target = find(pending.key);
          if (target) press(target);
        }
      }, 100);
    }
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
      press(target);
    };
    addEventListener("keydown", onKey);
    return () => {
      clearInterval(waiting);
      removeEventListener("keydown", onKey);
    };
  }, []);
  return null;
}

function press(target: HTMLElement) {
  if (target.matches(EDITABLE)) target.focus();
  else target.click();
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
  const active = document.activeElement;
  // In a row whose checkbox was clicked, its link counts.
  const current = active?.closest("[data-id]")?.querySelector("a") ?? active;
  const at = links.indexOf(current as HTMLElement);
  const next = links[at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return true;
}
