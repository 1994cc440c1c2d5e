"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { type ComponentProps, type KeyboardEvent, useId, useState } from "react";
import { cx } from "@/components/ui/cx";
import { Package } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { formatMoney } from "@/lib/core/money";
import type { ProductMatch } from "@/lib/quotes/types";
import { useProductSearch } from "./use-product-search";

export type ProductComboboxTexts = {
  /** Names the list of what was found. */
  results: string;
  none: string;
  failed: string;
};

/**
 * A line of a quote in words, or a product that the words find: search as you type, arrows and Enter to
 * choose, and whatever stands there is a line in its own right. Nothing is chosen before an arrow is
 * pressed, so that Enter after free words never turns them into a product. Without script it is a field.
 */
export function ProductCombobox({
  value,
  onText,
  onPick,
  onKeyDown,
  locale,
  texts,
  isChosen = false,
  className,
  ...field
}: Omit<ComponentProps<typeof Input>, "value" | "onChange" | "role" | "icon" | "suffix"> & {
  value: string;
  onText: (text: string) => void;
  onPick: (product: ProductMatch) => void;
  locale: string;
  texts: ProductComboboxTexts;
  /** The words are those of a product that was chosen. */
  isChosen?: boolean;
}) {
  const list = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const { hits, failed, isSearching, query } = useProductSearch(value, isOpen);
  const isListed = isOpen && query !== "";
  const isEmpty = hits.length === 0 && !isSearching;

  function pick(hit: ProductMatch | undefined) {
    if (!hit) return;
    setIsOpen(false);
    setActive(-1);
    onPick(hit);
  }

  function steer(event: KeyboardEvent<HTMLInputElement>) {
    const { key } = event;
    if (isListed && key === "ArrowDown") setActive((at) => Math.min(at + 1, hits.length - 1));
    else if (isListed && key === "ArrowUp") setActive((at) => Math.max(at - 1, -1));
    else if (isListed && key === "Enter" && active >= 0) pick(hits[active]);
    else if (isListed && key === "Escape") setIsOpen(false);
    else if (!isOpen && key === "ArrowDown" && !event.altKey) setIsOpen(true);
    else {
      onKeyDown?.(event);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={cx("relative", className)}>
      <Input
        {...field}
        role="combobox"
        aria-expanded={isListed}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isListed && hits[active] ? `${list}-${active}` : undefined}
        autoComplete="off"
        value={value}
        icon={isChosen ? <Package aria-hidden className="text-primary" /> : undefined}
        onChange={(event) => {
          onText(event.currentTarget.value);
          setActive(-1);
          setIsOpen(true);
        }}
        onBlur={() => setIsOpen(false)}
        onKeyDown={steer}
      />
      <div
        className={cx(
          "absolute start-0 top-full z-20 mt-1 max-h-80 w-full min-w-72 max-w-[calc(100vw-2rem)] overflow-y-auto rounded-lg bg-paper p-1 shadow-float",
          !isListed && "hidden",
        )}
      >
        {isListed && isEmpty && (
          <p role="status" className="px-2.5 py-2 text-fg-muted text-sm">
            {failed ? texts.failed : texts.none}
          </p>
        )}
        <div id={list} role="listbox" aria-label={texts.results} aria-busy={isSearching}>
          {isListed &&
            hits.map((hit, at) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, as the pattern has it
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
              <div
                key={hit.id}
                id={`${list}-${at}`}
                role="option"
                aria-selected={at === active}
                // Before the field loses the focus and the list with it.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => pick(hit)}
                onPointerMove={() => setActive(at)}
                className={cx(
                  "flex cursor-pointer items-baseline gap-3 rounded-sm px-2.5 py-1.5 text-sm touch:py-2.5",
                  at === active && "bg-hover",
                )}
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{hit.name}</span>
                  <span className="block truncate font-mono text-fg-muted text-xs">{hit.sku}</span>
                </span>
                <span className="shrink-0 text-fg-secondary">{formatMoney(hit.price, locale)}</span>
              </div>
            ))}
        </div>
      </div>
    </div>
  );
}
