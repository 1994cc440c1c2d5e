"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { FileText } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { useSearch } from "@/components/ui/use-search";
import { articleHref } from "@/lib/knowledge/article-href";
import type { ArticleHit } from "@/lib/knowledge/help-types";

export type HelpSearchTexts = {
  label: string;
  placeholder: string;
  submit: string;
  results: string;
  none: string;
  failed: string;
};

const MIN_LETTERS = 3;
const MOST = 6;

/**
 * The search of the help centre: articles while one types, arrows and Enter to open one, and Enter on the words
 * themselves for the page of results. Without script it is a form.
 */
export function HelpSearch({
  query = "",
  category,
  texts,
  isLarge = false,
  className,
}: {
  /** What was looked for on this page. */
  query?: string;
  /** Slug of the topic to look in. */
  category?: string | undefined;
  texts: HelpSearchTexts;
  isLarge?: boolean;
  className?: string;
}) {
  const id = useId();
  const router = useRouter();
  const [text, setText] = useState(query);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const found = useSearch<ArticleHit>(
    text,
    (q) =>
      `/api/portal/knowledge/search?${new URLSearchParams({ q, limit: String(MOST), ...(category && { category }) })}`,
    { isWanted: isOpen, minLetters: MIN_LETTERS },
  );
  const isListed = isOpen && found.query !== "";
  const isEmpty = found.hits.length === 0 && !found.isSearching;

  function open(hit: ArticleHit | undefined) {
    if (!hit) return;
    setIsOpen(false);
    router.push(articleHref(hit) as Route);
  }

  function steer(event: KeyboardEvent<HTMLInputElement>) {
    const { key } = event;
    if (isListed && key === "ArrowDown") setActive((at) => Math.min(at + 1, found.hits.length - 1));
    else if (isListed && key === "ArrowUp") setActive((at) => Math.max(at - 1, -1));
    else if (isListed && key === "Enter" && active >= 0) open(found.hits[active]);
    else if (isListed && key === "Escape") setIsOpen(false);
    else return;
    event.preventDefault();
  }

  return (
    <search className={cx("relative", className)}>
      <form action="/help/search" className="flex gap-2">
        {category && <input type="hidden" name="category" value={category} />}
        <Input
          type="search"
          name="q"
          required
          maxLength={300}
          aria-label={texts.label}
          placeholder={texts.placeholder}
          role="combobox"
          aria-expanded={isListed}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isListed && found.hits[active] ? `${id}-${active}` : undefined}
          autoComplete="off"
          enterKeyHint="search"
          value={text}
          className={cx("min-w-0 flex-1", isLarge ? "h-12 text-lg" : "h-10 touch:h-11")}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setActive(-1);
            setIsOpen(true);
          }}
          onFocus={() => text !== query && setIsOpen(true)}
          onBlur={() => setIsOpen(false)}
          onKeyDown={steer}
        />
        <Button type="submit" variant="primary" size="lg" className={cx(isLarge && "h-12 touch:h-12")}>
          {texts.submit}
        </Button>
      </form>
      <div
        className={cx(
          "absolute inset-x-0 top-full z-20 mt-1.5 max-h-[min(28rem,60dvh)] overflow-y-auto rounded-lg bg-paper p-1.5 text-start shadow-float",
          !isListed && "hidden",
        )}
      >
        {isListed && isEmpty && (
          <p role="status" className="px-3 py-2.5 text-base text-fg-muted">
            {found.failed ? texts.failed : texts.none}
          </p>
        )}
        <div id={`${id}-list`} role="listbox" aria-label={texts.results} aria-busy={found.isSearching}>
          {isListed &&
            found.hits.map((hit, at) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, as the pattern has it
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
              <div
                key={hit.slug}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === active}
                // Before the field loses the focus and the list with it.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => open(hit)}
                onPointerMove={() => setActive(at)}
                className={cx(
                  "flex cursor-pointer gap-3 rounded-md px-3 py-2 touch:py-2.5",
                  at === active && "bg-hover",
                )}
              >
                <FileText aria-hidden className="mt-1 text-fg-muted" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium text-base">{hit.title}</span>
                  <span className="block truncate text-fg-muted text-sm">{hit.excerpt}</span>
                </span>
              </div>
            ))}
        </div>
      </div>
    </search>
  );
}
