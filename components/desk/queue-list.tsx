"use client";

import { type MouseEvent, memo, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { countedText } from "./counted-text";
import type { QueueRow } from "./queue-rows";

export type QueueListTexts = Record<
  | "caption"
  | "select"
  | "selectAll"
  | "more"
  | "loading"
  | "failed"
  | "retry"
  | "newOne"
  | "newMany"
  | "show",
  string
>;

type Props = {
  rows: readonly QueueRow[];
  head: ReactNode;
  isSelected: (id: string) => boolean;
  allSelected: boolean;
  faults: ReadonlySet<string>;
  news: number;
  /** The address of the page that follows, for browsers without script; null at the end. */
  nextHref: string | null;
  isLoading: boolean;
  failed: boolean;
  texts: QueueListTexts;
  onPick: (id: string, isRange: boolean) => void;
  onPickAll: () => void;
  onFocusRow: (row: QueueRow) => void;
  onShowNews: () => void;
  onMore: () => unknown;
};

// biome-ignore-start lint/a11y/useSemanticElements: the browser leaves out what is out of sight, save of table elements
// biome-ignore-start lint/a11y/useFocusableInteractive: a table, not a grid

/**
 * The rows. A thousand of them cost what the visible ones cost: the browser skips the layout and the paint of
 * all others (`content-visibility`), and further pages come when the end draws near.
 */
export function QueueList(props: Props) {
  const { rows, head, isSelected, allSelected, faults, news, texts, onPick, onPickAll, onFocusRow } = props;
  const rowOf = (target: EventTarget) =>
    target instanceof Element ? target.closest<HTMLElement>("[data-id]")?.dataset.id : undefined;

  function onClick(event: MouseEvent) {
    const id = rowOf(event.target);
    if (id && event.target instanceof HTMLInputElement) onPick(id, event.shiftKey);
  }

  return (
    <div className="flex flex-col">
      <div role="status" className="empty:hidden">
        {news > 0 && (
          <Button
            size="sm"
            variant="ghost"
            className="mb-2 w-full bg-info-soft text-info-text"
            onClick={props.onShowNews}
          >
            {countedText(news, texts.newOne, texts.newMany)} · {texts.show}
          </Button>
        )}
      </div>
      <Card flush className="max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the checkboxes and links inside */}
        <div
          role="table"
          aria-label={texts.caption}
          data-roving
          className="@container text-sm"
          onClick={onClick}
          onFocus={(event) => {
            const id = rowOf(event.target);
            const row = id && rows.find((one) => one.id === id);
            if (row) onFocusRow(row);
          }}
        >
          <div role="rowgroup" className="border-b max-sm:sr-only">
            <div role="row" className="flex h-9 items-center gap-3 ps-4 pe-3 text-fg-muted text-xs">
              <span role="columnheader" className="flex w-5">
                <input
                  type="checkbox"
                  aria-label={texts.selectAll}
                  checked={allSelected}
                  onChange={onPickAll}
                  className="size-4 rounded-sm"
                />
              </span>
              {head}
            </div>
          </div>
          <div role="rowgroup" className="divide-y">
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                isSelected={isSelected(row.id)}
                isFault={faults.has(row.id)}
                label={texts.select}
              />
            ))}
          </div>
        </div>
      </Card>
      <More {...props} />
    </div>
  );
}

const Row = memo(function Row({
  row,
  isSelected,
  isFault,
  label,
}: {
  row: QueueRow;
  isSelected: boolean;
  isFault: boolean;
  label: string;
}) {
  return (
    <div
      role="row"
      data-id={row.id}
      className={cx(
        "relative flex min-h-10 items-center gap-3 ps-4 pe-3 transition-colors hover:bg-hover max-sm:items-start max-sm:px-4 max-sm:py-3",
        "[contain-intrinsic-size:auto_2.5rem] [content-visibility:auto] max-sm:[contain-intrinsic-size:auto_6rem]",
        "has-[a:focus-visible]:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-primary has-[a:focus-visible]:-outline-offset-2",
        isSelected && "bg-primary-light hover:bg-primary-light",
        isFault && "shadow-[inset_2px_0_0_var(--error)]",
      )}
    >
      <span role="cell" className="relative z-10 flex w-5 shrink-0 max-sm:pt-0.5">
        <input
          type="checkbox"
          aria-label={label.replace("{number}", row.number)}
          checked={isSelected}
          // The click says whether shift was held; the list listens for it.
          onChange={() => {}}
          tabIndex={-1}
          className="hit-44 size-4 rounded-sm"
        />
      </span>
      {row.cells}
    </div>
  );
});

// biome-ignore-end lint/a11y/useFocusableInteractive: a table, not a grid
// biome-ignore-end lint/a11y/useSemanticElements: the browser leaves out what is out of sight, save of table elements

/** Loads further rows when the end draws near; without script it is the link to the next page. */
function More({
  nextHref,
  isLoading,
  failed,
  texts,
  onMore,
}: Pick<Props, "nextHref" | "isLoading" | "failed" | "texts" | "onMore">) {
  const end = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    if (!end.current) return;
    // Left and reached again in one frame makes two entries: the last one counts.
    const observer = new IntersectionObserver(
      (entries) => setIsNear(entries.at(-1)?.isIntersecting ?? false),
      {
        rootMargin: "800px",
      },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);
  // Again after each page, for as long as the end stays near.
  useEffect(() => {
    if (isNear && !isLoading && !failed && nextHref !== null) onMore();
  }, [isNear, isLoading, failed, nextHref, onMore]);
  return (
    <div
      ref={end}
      hidden={nextHref === null}
      role="status"
      className="flex min-h-12 items-center justify-center gap-3 text-fg-muted text-sm"
    >
      {failed ? (
        <>
          {texts.failed}
          <Button size="sm" onClick={onMore}>
            {texts.retry}
          </Button>
        </>
      ) : isLoading ? (
        texts.loading
      ) : (
        <a href={nextHref ?? "/admin/tickets"} rel="next" className="font-medium hover:underline">
          {texts.more}
        </a>
      )}
    </div>
  );
}
