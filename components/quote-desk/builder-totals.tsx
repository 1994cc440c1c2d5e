"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { Input } from "@/components/ui/input";
import { formatMoney } from "@/lib/core/money";
import type { Totals } from "@/lib/core/totals";
import { percentText } from "@/lib/quotes/amounts";

export type BuilderTotalsTexts = Record<
  "label" | "subtotal" | "discount" | "discountHint" | "tax" | "total" | "unknown",
  string
>;

/** The sums as they are typed, by the rule that the server goes by, and the discount of the whole. */
export function BuilderTotals({
  totals,
  discount,
  fault,
  currency,
  locale,
  texts,
  onDiscount,
}: {
  totals: Totals | null;
  discount: string;
  fault: string | undefined;
  currency: string;
  locale: string;
  texts: BuilderTotalsTexts;
  onDiscount: (text: string) => void;
}) {
  const money = (amount: number | undefined) =>
    amount === undefined ? "–" : formatMoney({ amount, currency }, locale);
  return (
    <dl
      aria-label={texts.label}
      className="ms-auto grid w-full max-w-88 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 text-fg-secondary text-sm"
    >
      <dt>{texts.subtotal}</dt>
      <dd className="text-end">{money(totals?.subtotal)}</dd>
      <dt>
        <label htmlFor="builder-discount">{texts.discount}</label>
      </dt>
      <dd className="flex items-center justify-end gap-2">
        <Input
          id="builder-discount"
          controlSize="sm"
          inputMode="decimal"
          maxLength={24}
          autoComplete="off"
          placeholder={texts.discountHint}
          aria-invalid={fault !== undefined || undefined}
          aria-describedby="builder-discount-fault"
          className="w-28! px-2! text-end"
          value={discount}
          onChange={(event) => onDiscount(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
      </dd>
      {fault && (
        <dd id="builder-discount-fault" className="col-span-2 text-end text-error-text">
          {fault}
        </dd>
      )}
      {totals?.taxes.map(({ rate, net, tax }) => (
        <div key={rate} className="col-span-2 grid grid-cols-subgrid">
          <dt>{texts.tax.replace("{rate}", percentText(rate)).replace("{net}", money(net))}</dt>
          <dd className="text-end">{money(tax)}</dd>
        </div>
      ))}
      <div className="col-span-2 grid grid-cols-subgrid items-baseline border-t pt-2 font-semibold text-base text-fg">
        <dt>{texts.total}</dt>
        <dd aria-live="polite" className="text-end">
          {money(totals?.total)}
        </dd>
      </div>
      {!totals && <dd className="col-span-2 text-end text-fg-muted">{texts.unknown}</dd>}
    </dl>
  );
}
