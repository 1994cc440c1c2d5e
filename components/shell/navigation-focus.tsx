"use client";
"use no memo";

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
    if (!main || focusHeading(main)) return;
    // A skeleton has no heading: wait in its place, and go on unless the person has moved meanwhile.
    main.focus({ preventScroll: true });
    const arrival = new MutationObserver(() => {
      if (document.activeElement !== main || focusHeading(main)) arrival.disconnect();
    });
    arrival.observe(main, { childList: true, subtree: true });
    return () => arrival.disconnect();
  }, [path, mainId]);

  return null;
}

/** True when the page has focus where it should be. Next keeps pages that were left in the document, hidden. */
function focusHeading(main: HTMLElement): boolean {
  const active = document.activeElement;
  if (active && active !== main && main.contains(active) && active.checkVisibility()) return true;
  const heading = [...main.querySelectorAll("h1")].find((element) => element.checkVisibility());
  heading?.focus({ preventScroll: true });
  return heading !== undefined;
}
