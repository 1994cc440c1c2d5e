"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * After a navigation, closes what floats and moves focus to the new page's heading, as a page load would;
 * otherwise the keyboard stays on the link that was pressed. Where a page took focus itself, it keeps it.
 */
export function NavigationFocus({ mainId }: { mainId: string }) {
  const path = usePathname();
  const previous = useRef(path);

  useEffect(() => {
    if (previous.current === path) return;
    previous.current = path;
    for (const open of document.querySelectorAll<HTMLElement>("[popover]:popover-open")) open.hidePopover();
    const main = document.getElementById(mainId);
    if (!main || isWithin(main, document.activeElement)) return;
    // Next keeps pages that were left in the document, hidden.
    const heading = [...main.querySelectorAll("h1")].find((element) => element.checkVisibility());
    (heading ?? main).focus({ preventScroll: true });
  }, [path, mainId]);

  return null;
}

function isWithin(main: HTMLElement, active: Element | null): boolean {
  return active !== null && active !== main && main.contains(active) && active.checkVisibility();
}
