"use client";

import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { formatMoney } from "@/lib/core/money";
import { percentText } from "@/lib/quotes/amounts";
import type { BuilderResult } from "@/lib/quotes/builder-draft";
import type { DraftInput } from "@/lib/quotes/schema";

export type ConflictTexts = Record<
  | "title"
  | "somebody"
  | "body"
  | "show"
  | "hide"
  | "take"
  | "keep"
  | "mine"
  | "theirs"
  | "line"
  | "noLine"
  | "discount"
  | "validUntil"
  | "heading"
  | "note"
  | "terms"
  | "same",
  string
>;

type Row = { name: string; mine: string; theirs: string };

/**
 * Somebody else saved another draft meanwhile: who, what differs, and which of the two to go on with. A
 * default export, because it is fetched when it is needed.
 */
export default function ConflictNotice({
  mine,
  theirs,
  editorName,
  currency,
  locale,
  texts,
  onTake,
  onKeep,
}: {
  mine: BuilderResult;
  theirs: BuilderResult;
  editorName: string | null;
  currency: string;
  locale: string;
  texts: ConflictTexts;
  onTake: () => void;
  onKeep: () => void;
}) {
  const [isShown, setIsShown] = useState(false);
  const rows = isShown ? differences(mine.draft, theirs.draft, currency, locale, texts) : [];
  return (
    <div className="p-3">
      <Banner tone="warning" title={texts.title.replace("{name}", editorName ?? texts.somebody)}>
        <p>{texts.body}</p>
        <div className="mt-2 flex flex-wrap gap-2">
          <Button size="sm" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
            {isShown ? texts.hide : texts.show}
          </Button>
          <Button size="sm" onClick={onTake}>
            {texts.take}
          </Button>
          <Button size="sm" onClick={onKeep}>
            {texts.keep}
          </Button>
        </div>
        {isShown &&
          (rows.length === 0 ? (
            <p className="mt-3">{texts.same}</p>
          ) : (
            <table className="mt-3 w-full table-fixed text-start text-sm">
              <thead>
                <tr className="text-start text-xs">
                  <th className="w-1/5 pe-2" aria-label={texts.line.replace("{position}", "")} />
                  <th scope="col" className="pe-2 text-start font-semibold">
                    {texts.mine}
                  </th>
                  <th scope="col" className="text-start font-semibold">
                    {texts.theirs}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.name} className="border-warning-border border-t align-top">
                    <th scope="row" className="py-1 pe-2 text-start font-medium">
                      {row.name}
                    </th>
                    <td className="break-words py-1 pe-2">{row.mine}</td>
                    <td className="break-words py-1">{row.theirs}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ))}
      </Banner>
    </div>
  );
}

function differences(
  mine: DraftInput,
  theirs: DraftInput,
  currency: string,
  locale: string,
  texts: ConflictTexts,
): Row[] {
  const money = (amount: number) => formatMoney({ amount, currency }, locale);
  const line = (item: DraftInput["items"][number] | undefined) =>
    item
      ? `${item.quantity} × ${item.description}, ${money(item.unitPrice)}, ${percentText(item.taxRate)}%` +
        (item.discount > 0 ? `, −${money(item.discount)}` : "") +
        (item.note ? `, ${item.note}` : "")
      : texts.noLine;
  const count = Math.max(mine.items.length, theirs.items.length);
  const rows: Row[] = Array.from({ length: count }, (_, index) => ({
    name: texts.line.replace("{position}", String(index + 1)),
    mine: line(mine.items[index]),
    theirs: line(theirs.items[index]),
  }));
  rows.push(
    { name: texts.heading, mine: mine.title ?? "", theirs: theirs.title ?? "" },
    { name: texts.discount, mine: money(mine.discount), theirs: money(theirs.discount) },
    { name: texts.validUntil, mine: mine.validUntil ?? "", theirs: theirs.validUntil ?? "" },
    { name: texts.note, mine: mine.note ?? "", theirs: theirs.note ?? "" },
    { name: texts.terms, mine: mine.terms ?? "", theirs: theirs.terms ?? "" },
  );
  return rows.filter((row) => row.mine !== row.theirs);
}
