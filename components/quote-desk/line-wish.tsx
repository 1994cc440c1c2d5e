"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { Button } from "@/components/ui/button";
import { MessageCircleQuestion } from "@/components/ui/icons";
import type { QuoteChange } from "@/lib/quotes/types";

export type LineWishTexts = Record<"quantity" | "leaveOut" | "apply" | "remove" | "done", string>;

/** What the customer wants of a line, and the way to do it with one press. */
export function LineWish({
  wish,
  quantity,
  texts,
  onApply,
}: {
  wish: QuoteChange;
  /** As the line has it now. */
  quantity: string;
  texts: LineWishTexts;
  onApply: (quantity: number) => void;
}) {
  const wanted = wish.quantity;
  const isDone = wanted !== null && quantity.trim() === String(wanted);
  const sentence =
    wanted === null
      ? null
      : wanted === 0
        ? texts.leaveOut
        : texts.quantity.replace("{count}", String(wanted));
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-md border border-warning-border bg-warning-soft px-2.5 py-1.5 text-sm text-warning-text">
      <MessageCircleQuestion aria-hidden className="text-warning" />
      <p className="min-w-0 flex-1 basis-40">
        {sentence && <strong className="font-semibold">{sentence} </strong>}
        {wish.message}
      </p>
      {wanted !== null &&
        (isDone ? (
          <span className="text-xs">{texts.done}</span>
        ) : (
          <Button size="sm" onClick={() => onApply(wanted)}>
            {wanted === 0 ? texts.remove : texts.apply.replace("{count}", String(wanted))}
          </Button>
        ))}
    </div>
  );
}
