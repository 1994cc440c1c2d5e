"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { useRef, useState } from "react";
import { newRowKey } from "@/components/quotes/use-rows";
import { formatMoney } from "@/lib/core/money";
import type { BuilderRow } from "@/lib/quotes/builder-draft";
import type { QuoteChange } from "@/lib/quotes/types";
import { BUILDER_GRID, BuilderLine, type BuilderRowTexts, type RowCommands } from "./builder-row";
import { LineWish, type LineWishTexts } from "./line-wish";
import type { Builder } from "./use-builder";

/** What the customer asked to change, by the key of the line. */
export type Wishes = Record<string, QuoteChange>;

export type BuilderLinesTexts = { lines: string; moved: string; row: BuilderRowTexts; wish: LineWishTexts };

export const MAX_LINES = 500;

/** The lines with their heading, in any order: by the keys, by the menu of a line, or dragged by its handle. */
export function BuilderLines({
  lines,
  nets,
  fault,
  wishes,
  currency,
  locale,
  texts,
}: {
  lines: Builder["lines"];
  nets: ReadonlyMap<string, number>;
  /** What is wrong with a field, in a sentence. */
  fault: (name: string) => string | undefined;
  wishes: Wishes;
  currency: string;
  locale: string;
  texts: BuilderLinesTexts;
}) {
  const dragged = useRef<string | null>(null);
  const [said, say] = useState("");
  const { rows } = lines;

  function dragOver(key: string) {
    const from = rows.findIndex((row) => row.key === dragged.current);
    const to = rows.findIndex((row) => row.key === key);
    const row = rows[from];
    if (row && to >= 0 && from !== to) lines.setRows(rows.toSpliced(from, 1).toSpliced(to, 0, row));
  }

  const commandsOf = (row: BuilderRow, index: number): RowCommands => ({
    change: (part) => lines.update(row.key, part),
    enter: (part) =>
      index === rows.length - 1
        ? lines.add(row.key, "description", MAX_LINES)
        : lines.goDown(row.key, part, MAX_LINES),
    move: (by, part) => {
      const to = lines.move(row.key, by, part);
      if (to) say(texts.moved.replace("{position}", String(to)).replace("{count}", String(rows.length)));
    },
    duplicate: () => lines.setRows(rows.toSpliced(index + 1, 0, { ...row, key: newRowKey(), lineKey: null })),
    remove: () => lines.remove(row.key, "description"),
  });

  return (
    <div className="@container border-t">
      <div
        aria-hidden
        className={`hidden border-b px-2 py-1.5 text-end text-fg-muted text-xs ${BUILDER_GRID}`}
      >
        <span />
        <span className="ps-3 text-start">{texts.row.description}</span>
        {(["quantity", "unitPrice", "taxRate", "discount"] as const).map((field) => (
          <span key={field} className="pe-2">
            {texts.row[field]}
          </span>
        ))}
        <span>{texts.row.amount}</span>
        <span />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a container of its columns */}
      <div role="group" aria-label={texts.lines}>
        {rows.map((row, index) => {
          const net = nets.get(row.key);
          const wish = row.lineKey ? wishes[row.lineKey] : undefined;
          const commands = commandsOf(row, index);
          return (
            <BuilderLine
              key={row.key}
              row={row}
              position={index + 1}
              isFirst={index === 0}
              isLast={index === rows.length - 1}
              amount={net === undefined ? "" : formatMoney({ amount: net, currency }, locale)}
              currency={currency}
              fault={(field) => fault(`${row.key}.${field}`)}
              locale={locale}
              texts={texts.row}
              commands={commands}
              drag={{
                start: () => {
                  dragged.current = row.key;
                },
                over: () => dragOver(row.key),
                end: () => {
                  dragged.current = null;
                },
              }}
              wish={
                wish && (
                  <LineWish
                    wish={wish}
                    quantity={row.quantity}
                    texts={texts.wish}
                    onApply={(quantity) =>
                      quantity === 0 ? commands.remove() : commands.change({ quantity: String(quantity) })
                    }
                  />
                )
              }
            />
          );
        })}
      </div>
      <span role="status" className="sr-only">
        {said}
      </span>
    </div>
  );
}
