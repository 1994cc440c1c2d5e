"use client";
"use no memo";

import type { Route } from "next";
import { type RefObject, useEffect, useRef, useState } from "react";
import { ChevronRight } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { splitQuoted } from "@/lib/assistant/quoted";
import type { Citation } from "@/lib/assistant/types";
import { getPassage, type WholePassage } from "./chat-api";
import type { ChatTexts } from "./chat-texts";

/** `gone`: the article was written anew or taken away since. */
type Read = { id: string; passage: WholePassage | null; isGone: boolean };

/** Read once for a page. */
const known = new Map<string, WholePassage>();

function usePassage({ kind, id }: Citation): Read | null {
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    if (kind !== "article") return;
    let isLeft = false;
    const kept = known.get(id);
    if (kept) setRead({ id, passage: kept, isGone: false });
    else {
      void getPassage(id).then((found) => {
        if (found.ok) known.set(id, found.value);
        if (!isLeft) {
          setRead({
            id,
            passage: found.ok ? found.value : null,
            isGone: !found.ok && found.error.code === "not_found",
          });
        }
      });
    }
    return () => {
      isLeft = true;
    };
  }, [kind, id]);
  return read?.id === id ? read : null;
}

/**
 * What an answer leans on: the whole passage of an article with the quoted words marked, or what was read of a record,
 * and the way to it. Until the passage is here, and when it cannot be read, there is the quote.
 */
export function Passage({
  citation,
  scroller,
  texts,
}: {
  citation: Citation;
  /** What scrolls when the passage is long; the quoted words are brought into it. */
  scroller?: RefObject<HTMLElement | null>;
  texts: ChatTexts["source"];
}) {
  const read = usePassage(citation);
  const passage = read?.passage ?? null;
  const mark = useRef<HTMLElement>(null);
  const ownTrail = citation.title.split(" › ");
  const ownTitle = ownTrail.pop() ?? "";
  const trail = passage ? passage.breadcrumb : ownTrail;

  useEffect(() => {
    const [within, quoted] = [scroller?.current, mark.current];
    if (!passage || !within || !quoted) return;
    const [around, own] = [within.getBoundingClientRect(), quoted.getBoundingClientRect()];
    // Not `scrollIntoView`, which moves everything around it as well.
    if (own.bottom > around.bottom) within.scrollTop += own.top - around.top - around.height / 3;
  }, [passage, scroller]);

  return (
    <div dir="auto">
      <p className="flex flex-wrap items-center gap-1 text-fg-muted text-xs">
        {[texts.kind[citation.kind], ...trail].map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a trail may name the same thing twice
          <span key={at} className="flex items-center gap-1">
            {step}
            {at < trail.length && <ChevronRight aria-hidden className="size-3 rtl:rotate-180" />}
          </span>
        ))}
      </p>
      <h3 className="mt-1.5 font-semibold text-base">{passage?.title ?? ownTitle}</h3>
      {passage ? (
        <div className="wrap-break-word mt-3 whitespace-pre-line text-base leading-relaxed">
          {splitQuoted(passage.text, citation.quote).map(({ text, isQuoted }, at) =>
            isQuoted ? (
              <mark key="quoted" ref={mark} className="rounded-sm bg-primary-light px-0.5 text-fg">
                {text}
              </mark>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one passage
              <span key={at}>{text}</span>
            ),
          )}
        </div>
      ) : (
        citation.quote && (
          <blockquote className="wrap-break-word mt-3 whitespace-pre-line border-primary border-s-2 ps-3 text-base leading-relaxed">
            <mark className="rounded-sm bg-primary-light text-fg">{citation.quote}</mark>
          </blockquote>
        )
      )}
      {read?.isGone && <p className="mt-2 text-fg-muted text-sm">{texts.changed}</p>}
      <LinkButton href={(passage?.href ?? citation.href) as Route} className="mt-4">
        {citation.kind === "article" ? texts.openArticle : texts.open}
      </LinkButton>
    </div>
  );
}
