import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { formatMoney, type Money } from "@/lib/core/money";
import { invoicePath } from "@/lib/invoices/path";
import type { InvoiceFigures } from "@/lib/invoices/types";
import { dueWords } from "./due";
import type { Reader } from "./reader";

/** What is owed, large; what of it is late; and what comes first. */
export async function Outstanding({ figures, reader }: { figures: InvoiceFigures; reader: Reader }) {
  const t = await getTranslations("invoices.list");
  const { outstanding, overdue, next } = figures;
  const amounts = (list: readonly Money[]) =>
    list.map((money) => formatMoney(money, reader.locale)).join(" + ");
  const isAllLate = amounts(outstanding) === amounts(overdue);
  return (
    <section aria-label={t("outstanding")} className="rounded-lg border bg-paper px-4 py-3.5">
      <p className="text-fg-muted text-sm">{t("outstanding")}</p>
      <p className="flex flex-wrap gap-x-4 font-semibold text-2xl tabular-nums">
        {outstanding.length === 0
          ? t("nothingOutstanding")
          : outstanding.map((money) => <span key={money.currency}>{formatMoney(money, reader.locale)}</span>)}
      </p>
      {(overdue.length > 0 || next) && (
        <p className="mt-0.5 flex flex-wrap gap-x-4 text-fg-muted text-sm">
          {overdue.length > 0 && (
            <span className="text-error-text">
              {isAllLate ? t("overdueAll") : t("overdueAmount", { amount: amounts(overdue) })}
            </span>
          )}
          {next && (
            <span>
              {t.rich("next", {
                number: next.number,
                due: (await dueWords(next, reader)).toLocaleLowerCase(reader.locale),
                link: (words) => (
                  <Link
                    href={invoicePath(next) as Route}
                    prefetch={false}
                    className="hit-44 text-primary-text underline decoration-line-hover underline-offset-2 hover:decoration-current"
                  >
                    {words}
                  </Link>
                ),
              })}
            </span>
          )}
        </p>
      )}
    </section>
  );
}
