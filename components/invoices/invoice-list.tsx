import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonStyle } from "@/components/ui/button-style";
import { FileDown } from "@/components/ui/icons";
import { formatMoney } from "@/lib/core/money";
import { invoicePath, invoicePdfPath } from "@/lib/invoices/path";
import type { InvoiceSummary } from "@/lib/invoices/types";
import { DueStatus, dayText } from "./due";
import type { Reader } from "./reader";

/** The columns of a row, and of its skeleton. */
export const ROW_GRID =
  "grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 py-3 ps-4 sm:min-h-15 sm:py-2.5 " +
  "sm:grid-cols-[minmax(0,1fr)_10.5rem_7.5rem]";

/** The customer's invoices: a link each, and beside it the document; on a phone the state moves below. */
export async function InvoiceList({
  invoices,
  reader,
  label,
}: {
  invoices: readonly InvoiceSummary[];
  reader: Reader;
  label: string;
}) {
  return (
    <ul aria-label={label} className="divide-y">
      {invoices.map((invoice) => (
        <InvoiceRow key={invoice.id} invoice={invoice} reader={reader} />
      ))}
    </ul>
  );
}

async function InvoiceRow({ invoice, reader }: { invoice: InvoiceSummary; reader: Reader }) {
  const t = await getTranslations("invoices.list");
  const { locale } = reader;
  const isOpen = invoice.outstanding.amount > 0;
  const isPartly = isOpen && invoice.amountPaid.amount > 0;
  const { number, period, order, subject, lineCount } = invoice;
  const about = order
    ? t("forOrder", { number: order.number })
    : period && t("forPeriod", { start: dayText(period.start, locale), end: dayText(period.end, locale) });
  return (
    <li className="flex items-center transition-colors hover:bg-hover">
      <Link
        href={invoicePath(invoice) as Route}
        prefetch={false}
        className={`${ROW_GRID} focus-visible:-outline-offset-2`}
      >
        <span className="min-w-0">
          <span className="block truncate font-medium text-base text-fg max-sm:line-clamp-2 max-sm:whitespace-normal">
            {subject === null ? number : t("subject", { subject, more: lineCount - 1 })}
          </span>
          <span className="block truncate text-fg-muted text-sm">
            <span className="font-mono text-xs">{number}</span>
            {` · ${about ?? t("issued", { date: dayText(invoice.issuedOn, locale) })}`}
          </span>
        </span>
        <span className="min-w-0 max-sm:order-3 max-sm:col-span-2">
          <DueStatus invoice={invoice} reader={reader} />
        </span>
        <span className="text-end max-sm:self-start">
          <span className="block font-medium text-fg tabular-nums">
            {formatMoney(isOpen ? invoice.outstanding : invoice.total, locale)}
          </span>
          {isPartly && (
            <span className="block text-fg-muted text-xs">
              {t("partly", { total: formatMoney(invoice.total, locale) })}
            </span>
          )}
        </span>
      </Link>
      <a
        href={invoicePdfPath(invoice)}
        aria-label={t("download", { number })}
        data-tooltip={t("pdf")}
        className={buttonStyle({ variant: "ghost", size: "sm", square: true, className: "mx-2 shrink-0" })}
      >
        <FileDown aria-hidden />
      </a>
    </li>
  );
}
