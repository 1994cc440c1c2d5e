"use client";

import { type ReactNode, useEffect, useState, useTransition } from "react";

export type PreviewTexts = Record<"title" | "hint" | "empty" | "failed", string>;

/** Long enough to finish a word, too short to wait for. */
const SETTLE_MS = 350;

/** The article as readers will see it, drawn by the server: the parser is larger than a page may be. */
export function ArticlePreview({
  title,
  body,
  texts,
  renderPreview,
}: {
  title: string;
  body: string;
  texts: PreviewTexts;
  renderPreview: (markdown: string) => Promise<ReactNode>;
}) {
  const [shown, setShown] = useState<ReactNode>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [isRendering, startRendering] = useTransition();

  useEffect(() => {
    const timer = setTimeout(() => {
      startRendering(async () => {
        const drawn = body.trim() ? await renderPreview(body).catch(() => undefined) : null;
        startRendering(() => {
          setHasFailed(drawn === undefined);
          if (drawn !== undefined) setShown(drawn);
        });
      });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [body, renderPreview]);

  return (
    <section
      aria-label={texts.title}
      className="flex min-w-0 flex-col overflow-hidden rounded-lg border bg-paper xl:sticky xl:top-16 xl:max-h-[calc(100dvh-5rem)]"
    >
      <header className="flex items-baseline justify-between gap-3 border-b px-4 py-2.5">
        <h2 className="font-semibold text-base">{texts.title}</h2>
        <p className="text-fg-muted text-sm">{hasFailed ? texts.failed : texts.hint}</p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <div tabIndex={0} aria-busy={isRendering} className="min-h-48 overflow-y-auto px-5 py-4 text-lg">
        {title && <p className="mb-3 font-semibold text-xl">{title}</p>}
        {shown ?? <p className="text-fg-muted text-sm">{texts.empty}</p>}
      </div>
    </section>
  );
}
