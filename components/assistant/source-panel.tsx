"use client";
"use no memo";

import type { Route } from "next";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { X } from "@/components/ui/control-icons";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { ChevronRight } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import type { Citation } from "@/lib/assistant/types";
import type { ChatTexts } from "./chat-texts";

/** From here on there is room beside the answer. */
const WIDE = "(width >= 80rem)";

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
  const isDocked = isDockable && isWide;
  const title = citation ? texts.title.replace("{n}", String(citation.n)) : "";

  useEffect(() => {
    if (citation && isDocked) heading.current?.focus();
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
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      className="sticky top-20 max-h-[calc(100dvh-7rem)] w-80 shrink-0 self-start overflow-y-auto rounded-lg border bg-paper px-4 py-3"
    >
      <div className="mb-1 flex items-center justify-between gap-2">
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
      <Passage citation={citation} texts={texts} />
    </aside>
  );
}

function Passage({ citation, texts }: { citation: Citation; texts: ChatTexts["source"] }) {
  const trail = citation.title.split(" › ");
  const title = trail.pop();
  return (
    <div dir="auto">
      <p className="flex flex-wrap items-center gap-1 text-fg-muted text-xs">
        {[texts.kind[citation.kind], ...trail].map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a trail may name the same thing twice
          <span key={at} className="flex items-center gap-1">
            {at > 0 && <ChevronRight aria-hidden className="size-3 rtl:rotate-180" />}
            {step}
          </span>
        ))}
      </p>
      <h3 className="mt-0.5 font-semibold text-base">{title}</h3>
      {citation.quote && (
        <blockquote className="mt-3 whitespace-pre-line border-primary border-s-2 ps-3 text-base leading-relaxed">
          <mark className="bg-primary-light text-fg">{citation.quote}</mark>
        </blockquote>
      )}
      <LinkButton href={citation.href as Route} className="mt-4">
        {texts.open}
      </LinkButton>
    </div>
  );
}
