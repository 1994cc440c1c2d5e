"use client";

import { type ComponentProps, type ReactNode, useRef, useState, useTransition } from "react";
import { cx } from "@/components/ui/cx";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";

export type MarkdownTexts = { write: string; preview: string; empty: string; hint: string };

/**
 * A text area for Markdown with a preview that the server renders, because the parser is larger than a
 * page may be. Without script there is the text area alone.
 */
export function MarkdownField({
  texts,
  renderPreview,
  ...rest
}: ComponentProps<"textarea"> & {
  texts: MarkdownTexts;
  renderPreview: (markdown: string) => Promise<ReactNode>;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [preview, setPreview] = useState<ReactNode>(null);
  const [isShown, setIsShown] = useState(false);
  const [isPending, startTransition] = useTransition();

  function show() {
    const markdown = area.current?.value.trim() ?? "";
    setIsShown(true);
    setPreview(null);
    startTransition(async () => {
      const rendered = markdown ? await renderPreview(markdown) : texts.empty;
      startTransition(() => setPreview(rendered));
    });
  }

  return (
    <div>
      <div className="mb-1.5 flex gap-1">
        <Mode isOn={!isShown} onClick={() => setIsShown(false)}>
          {texts.write}
        </Mode>
        <Mode isOn={isShown} onClick={show}>
          {texts.preview}
        </Mode>
        <span className="ms-auto self-center text-fg-muted text-xs max-sm:hidden">{texts.hint}</span>
      </div>
      <Textarea ref={area} {...rest} className={cx("min-h-40", isShown && "hidden")} />
      {isShown && (
        <div
          aria-live="polite"
          aria-busy={isPending}
          className="min-h-40 rounded-md border bg-canvas px-3 py-2 text-base"
        >
          {preview ?? (
            <span className="flex flex-col gap-2 pt-1">
              <Skeleton className="h-3 w-3/5" />
              <Skeleton className="h-3 w-2/5" />
            </span>
          )}
        </div>
      )}
    </div>
  );
}

function Mode({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={cx(
        "h-7 rounded-md px-2.5 font-medium text-sm transition-colors touch:h-9",
        isOn ? "bg-active text-fg" : "text-fg-muted hover:text-fg",
      )}
    >
      {children}
    </button>
  );
}
