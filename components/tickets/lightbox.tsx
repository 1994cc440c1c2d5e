"use client";
"use no memo";

import { lazy, Suspense, useEffect, useState } from "react";
import type { LightboxTexts } from "./lightbox-dialog";

/** Fetched with the first picture that is opened. */
const LightboxDialog = lazy(() => import("./lightbox-dialog"));

/**
 * Opens the pictures of the page large. It listens for links marked `data-lightbox`, so that the thread
 * needs no script of its own; a modified click opens a tab as ever.
 */
export function Lightbox({ texts }: { texts: LightboxTexts }) {
  const [opened, setOpened] = useState<string | null>(null);

  useEffect(() => {
    function open(event: MouseEvent) {
      const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-lightbox]");
      const isModified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (!link?.dataset.lightbox || event.button !== 0 || isModified) return;
      event.preventDefault();
      setOpened(link.dataset.lightbox);
    }
    document.addEventListener("click", open);
    return () => document.removeEventListener("click", open);
  }, []);

  if (!opened) return null;
  return (
    <Suspense>
      <LightboxDialog first={opened} texts={texts} onClose={() => setOpened(null)} />
    </Suspense>
  );
}
