"use client";
"use no memo";

import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from "react";
import { X } from "@/components/ui/control-icons";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import type { Citation } from "@/lib/assistant/types";
import type { ChatTexts } from "./chat-texts";
import { Passage } from "./passage";

/** From here on there is room beside the answer. */
const WIDE = "(width >= 64rem)";

function watchWidth(changed: () => void) {
  const query = matchMedia(WIDE);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/**
 * The source behind a chip: beside the answer where there is room, else as a sheet. A default export, because it is
 * fetched when it is needed.
 */
export default function SourcePanel({
  citation,
  isDockable,
  texts,
  onClose,
}: {
  citation: Citation | null;
  /** Whether the page has a place for it beside the answer. */
  isDockable: boolean;
  texts: ChatTexts["source"];
  onClose: () => void;
}) {
  const isWide = useSyncExternalStore(
    watchWidth,
    () => matchMedia(WIDE).matches,
    () => false,
  );
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  const isDocked = isDockable && isWide;
  const title = citation ? texts.title.replace("{n}", String(citation.n)) : "";

  useEffect(() => {
    if (citation && isDocked) heading.current?.focus({ preventScroll: true });
  }, [citation, isDocked]);

  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!citation || !isDocked) return;
    // Also from the answer beside it; what floats above has the key first.
    const onKey = (event: KeyboardEvent) => {
      const isFloating = document.querySelector("dialog[open], [popover]:popover-open") !== null;
      if (event.key === "Escape" && !event.defaultPrevented && !isFloating) close();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [citation, isDocked]);

  if (!isDocked) {
    return (
      <Dialog open={citation !== null} onClose={onClose} title={title} closeLabel={texts.close} size="sm">
        {citation && <Passage citation={citation} texts={texts} />}
      </Dialog>
    );
  }
  if (!citation) return null;
  return (
    <aside
      aria-label={title}
      ref={panel}
      data-source
      className="sticky top-20 max-h-[calc(100dvh-7rem)] w-80 shrink-0 self-start overflow-y-auto rounded-lg border bg-paper px-4 pb-4 2xl:w-96"
    >
      <div className="sticky top-0 -mx-4 mb-1 flex items-center justify-between gap-2 bg-paper px-4 pt-3 pb-1">
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-base outline-none">
          {title}
        </h2>
        <IconButton
          size="sm"
          label={texts.close}
          icon={<X aria-hidden />}
          className="-me-1.5"
          onClick={onClose}
        />
      </div>
      <Passage citation={citation} scroller={panel} texts={texts} />
    </aside>
  );
}
