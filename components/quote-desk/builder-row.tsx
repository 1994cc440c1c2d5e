"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { type KeyboardEvent, type ReactNode, useState } from "react";
import { ProductCombobox, type ProductComboboxTexts } from "@/components/quotes/product-combobox";
import { Copy } from "@/components/ui/control-icons";
import { cx } from "@/components/ui/cx";
import { ArrowDown, ArrowUp, Ellipsis, GripVertical, StickyNote, Trash2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Menu } from "@/components/ui/menu";
import { Textarea } from "@/components/ui/textarea";
import { decimalText } from "@/lib/core/money";
import type { BuilderRow } from "@/lib/quotes/builder-draft";
import type { ProductMatch } from "@/lib/quotes/types";

export type BuilderRowTexts = Record<
  | "description"
  | "quantity"
  | "unitPrice"
  | "taxRate"
  | "discount"
  | "amount"
  | "placeholder"
  | "discountPlaceholder"
  | "note"
  | "notePlaceholder"
  | "menu"
  | "addNote"
  | "duplicate"
  | "moveUp"
  | "moveDown"
  | "remove"
  | "reorder"
  | "line",
  string
> & { combobox: ProductComboboxTexts };

/** The columns of the lines and of their heading, where there is room for columns. */
export const BUILDER_GRID =
  "@min-[46rem]:grid @min-[46rem]:grid-cols-[1.25rem_minmax(0,1fr)_4.25rem_7rem_4rem_6rem_7rem_2rem] @min-[46rem]:gap-x-1.5";

type Field = "quantity" | "unitPrice" | "taxRate" | "discount";
const NUMBERS: readonly Field[] = ["quantity", "unitPrice", "taxRate", "discount"];

export type RowCommands = {
  change: (change: Partial<BuilderRow>) => void;
  enter: (part: string) => void;
  move: (by: -1 | 1, part: string) => void;
  duplicate: () => void;
  remove: () => void;
};

/**
 * One line of the builder. Enter goes to the line below or makes one, Alt with an arrow moves the line, and
 * Backspace in an empty one takes it out.
 */
export function BuilderLine({
  row,
  position,
  isFirst,
  isLast,
  amount,
  currency,
  fault,
  locale,
  commands,
  drag,
  texts,
  wish,
}: {
  row: BuilderRow;
  position: number;
  isFirst: boolean;
  isLast: boolean;
  /** The sum, in words; empty while it is not known. */
  amount: string;
  currency: string;
  /** What is wrong with a field, in a sentence. */
  fault: (field: string) => string | undefined;
  locale: string;
  commands: RowCommands;
  drag: { start: () => void; over: () => void; end: () => void };
  texts: BuilderRowTexts;
  /** What the customer wants of this line. */
  wish?: ReactNode;
}) {
  const [hasNote, setHasNote] = useState(row.note !== "");
  const name = (label: string) => `${label}, ${texts.line.replace("{position}", String(position))}`;
  const faults = ["description", ...NUMBERS].flatMap((field) => fault(field) ?? []);
  const noteId = `fault-${row.key}`;

  function steer(event: KeyboardEvent<HTMLElement>, part: string) {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (event.key === "Enter" && isPlain) commands.enter(part);
    else if (event.altKey && event.key === "ArrowUp") commands.move(-1, part);
    else if (event.altKey && event.key === "ArrowDown") commands.move(1, part);
    else if (event.key === "Backspace" && part === "description" && row.description === "" && !row.unitPrice)
      commands.remove();
    else return;
    event.preventDefault();
  }

  function pick({ id, sku, name: description, price }: ProductMatch) {
    commands.change({
      productId: id,
      sku,
      description,
      // A price of another currency says nothing here.
      ...(price.currency === currency ? { unitPrice: decimalText(price) } : {}),
    });
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-row="${row.key}"] [data-part="quantity"]`)?.focus(),
    );
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of fields is no table
    <div
      role="group"
      aria-label={texts.line.replace("{position}", String(position))}
      data-row={row.key}
      onDragOver={(event) => {
        event.preventDefault();
        drag.over();
      }}
      className="border-b px-2 py-2"
    >
      <div
        className={cx(
          "grid grid-cols-[1.25rem_minmax(0,1fr)_2rem] items-center gap-x-1.5 gap-y-2 touch:grid-cols-[1.25rem_minmax(0,1fr)_2.75rem]",
          BUILDER_GRID,
        )}
      >
        <button
          type="button"
          draggable
          aria-label={name(texts.reorder)}
          data-tooltip={texts.reorder}
          data-tooltip-keys="Alt ↑↓"
          data-part="handle"
          onDragStart={drag.start}
          onDragEnd={drag.end}
          onKeyDown={(event) => {
            if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
            event.preventDefault();
            commands.move(event.key === "ArrowUp" ? -1 : 1, "handle");
          }}
          className="flex h-9 cursor-grab items-center justify-center rounded-sm text-fg-muted hover:bg-hover hover:text-fg active:cursor-grabbing"
        >
          <GripVertical aria-hidden className="size-3.5" />
        </button>
        <ProductCombobox
          aria-label={name(texts.description)}
          aria-invalid={fault("description") !== undefined || undefined}
          aria-describedby={noteId}
          data-part="description"
          controlSize="sm"
          maxLength={200}
          placeholder={texts.placeholder}
          value={row.description}
          isChosen={row.productId !== null}
          locale={locale}
          texts={texts.combobox}
          onText={(description) => commands.change({ description, productId: null, sku: null })}
          onPick={pick}
          onKeyDown={(event) => steer(event, "description")}
        />
        <div className="col-span-3 grid grid-cols-2 gap-2 ps-7 sm:grid-cols-4 @min-[46rem]:contents">
          {NUMBERS.map((field) => (
            <div key={field} className="min-w-0">
              <span aria-hidden className="mb-0.5 block text-fg-muted text-xs @min-[46rem]:hidden">
                {texts[field]}
              </span>
              <Input
                aria-label={name(texts[field])}
                aria-invalid={fault(field) !== undefined || undefined}
                aria-describedby={noteId}
                data-part={field}
                controlSize="sm"
                inputMode={field === "quantity" ? "numeric" : "decimal"}
                maxLength={24}
                autoComplete="off"
                placeholder={field === "discount" ? texts.discountPlaceholder : undefined}
                className="px-2! text-end"
                value={row[field]}
                onChange={(event) => commands.change({ [field]: event.currentTarget.value })}
                onKeyDown={(event) => steer(event, field)}
                onFocus={(event) => event.currentTarget.select()}
              />
            </div>
          ))}
        </div>
        <output
          aria-label={name(texts.amount)}
          className="text-end text-sm max-[46rem]:order-none @max-[46rem]:col-span-3 @max-[46rem]:font-medium"
        >
          {amount}
        </output>
        <Menu
          label={name(texts.menu)}
          icon={<Ellipsis aria-hidden />}
          className="@max-[46rem]:col-start-3 @max-[46rem]:row-start-1"
          items={[
            {
              key: "note",
              label: texts.addNote,
              icon: <StickyNote aria-hidden />,
              disabled: hasNote,
              onSelect: () => setHasNote(true),
            },
            {
              key: "duplicate",
              label: texts.duplicate,
              icon: <Copy aria-hidden />,
              onSelect: commands.duplicate,
            },
            {
              key: "up",
              label: texts.moveUp,
              icon: <ArrowUp aria-hidden />,
              shortcut: "Alt ↑",
              disabled: isFirst,
              onSelect: () => commands.move(-1, "handle"),
            },
            {
              key: "down",
              label: texts.moveDown,
              icon: <ArrowDown aria-hidden />,
              shortcut: "Alt ↓",
              disabled: isLast,
              onSelect: () => commands.move(1, "handle"),
            },
            {
              key: "remove",
              label: texts.remove,
              icon: <Trash2 aria-hidden />,
              danger: true,
              onSelect: commands.remove,
            },
          ]}
        />
      </div>
      <div className="flex flex-col gap-1.5 ps-7 [&:has(>*)]:mt-1.5">
        {faults.length > 0 && (
          <p id={noteId} className="text-error-text text-sm">
            {faults.join(" ")}
          </p>
        )}
        {(hasNote || row.note) && (
          <Textarea
            rows={1}
            aria-label={name(texts.note)}
            placeholder={texts.notePlaceholder}
            maxLength={500}
            className="min-h-0! py-1.5! text-sm!"
            value={row.note}
            onChange={(event) => commands.change({ note: event.currentTarget.value })}
          />
        )}
        {wish}
      </div>
    </div>
  );
}
