import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { ArrowDown, ArrowUp, Equal } from "@/components/ui/icons";
import { formatMoney, type Money } from "@/lib/core/money";
import { percentText } from "@/lib/quotes/amounts";
import type { QuoteVersion } from "@/lib/quotes/types";

/** Subtotal, discount, taxes and total of a version; with another one also what they were, and the difference. */
export async function QuoteTotals({
  version,
  compared,
  locale,
}: {
  version: QuoteVersion;
  compared: QuoteVersion | null;
  locale: string;
}) {
  const t = await getTranslations("quote-pages.totals");
  const money = (amount: Money) => formatMoney(amount, locale);
  const old = (before: Money | undefined, after: Money) =>
    before && before.amount !== after.amount ? money(before) : null;
  const hasDiscount = version.discount.amount > 0 || (compared?.discount.amount ?? 0) > 0;
  const less = (amount: Money) => money({ ...amount, amount: -amount.amount });
  return (
    <div className="ms-auto flex w-full max-w-88 flex-col items-end gap-2 px-4 py-4 text-sm">
      <dl className="grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1.5">
        <Row label={t("subtotal")} before={old(compared?.subtotal, version.subtotal)} was={t("was")}>
          {money(version.subtotal)}
        </Row>
        {hasDiscount && (
          <Row
            label={t("discount")}
            before={
              compared && compared.discount.amount !== version.discount.amount
                ? less(compared.discount)
                : null
            }
            was={t("was")}
          >
            {less(version.discount)}
          </Row>
        )}
        {version.taxes.map(({ rate, net, tax }) => (
          <Row
            key={rate}
            label={t("tax", { rate: percentText(rate), net: money(net) })}
            before={old(compared?.taxes.find((one) => one.rate === rate)?.tax, tax)}
            was={t("was")}
          >
            {money(tax)}
          </Row>
        ))}
        <Row
          label={t("total")}
          before={old(compared?.total, version.total)}
          was={t("was")}
          className="border-t pt-2 font-semibold text-base text-fg"
        >
          {money(version.total)}
        </Row>
      </dl>
      {compared && <Difference version={version} compared={compared} locale={locale} />}
    </div>
  );
}

function Row({
  label,
  before,
  was,
  className,
  children,
}: {
  label: string;
  before: string | null;
  was: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cx("col-span-2 grid grid-cols-subgrid items-baseline", className ?? "text-fg-secondary")}>
      <dt>{label}</dt>
      <dd className="text-end">
        {before && (
          <span className="me-2 font-normal text-fg-muted text-sm">
            <span className="sr-only">{was} </span>
            <del>{before}</del>
            <span aria-hidden> →</span>
          </span>
        )}
        {children}
      </dd>
    </div>
  );
}

/** "R 500,00 less than version 1", with an arrow and a colour. */
async function Difference({
  version,
  compared,
  locale,
}: {
  version: QuoteVersion;
  compared: QuoteVersion;
  locale: string;
}) {
  const t = await getTranslations("quote-pages.totals");
  const by = version.total.amount - compared.total.amount;
  const kind = by < 0 ? "less" : by > 0 ? "more" : "same";
  const Icon = { less: ArrowDown, more: ArrowUp, same: Equal }[kind];
  const amount = formatMoney({ ...version.total, amount: Math.abs(by) }, locale);
  return (
    <p
      className={cx(
        "flex items-center gap-1.5 rounded-md px-2 py-1 font-medium",
        kind === "less" && "bg-success-soft text-success-text",
        kind === "more" && "bg-warning-soft text-warning-text",
        kind === "same" && "bg-active text-fg-secondary",
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {t(`difference.${kind}`, { amount, version: compared.version })}
    </p>
  );
}
