import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { currentStatus } from "@/lib/quotes/status";
import type { QuoteSummary } from "@/lib/quotes/types";
import { ProgressBar } from "./progress-bar";
import { QuoteStatusBadge } from "./quote-status";
import type { Reader } from "./reader";
import { Validity, type ValidityTexts } from "./validity";

/** The columns of a row, and of its skeleton. */
export const ROW_GRID =
  "grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-5 gap-y-1.5 px-4 py-3 sm:min-h-16 " +
  "sm:grid-cols-[minmax(0,1fr)_10.5rem_8rem] sm:items-center";

/** The customer's quotes, one link each. On a phone the total stands beside the title, the status below. */
export async function QuoteList({
  quotes,
  reader,
  texts,
  label,
}: {
  quotes: readonly QuoteSummary[];
  reader: Reader;
  texts: ValidityTexts;
  label: string;
}) {
  return (
    <ul aria-label={label} className="divide-y">
      {quotes.map((quote) => (
        <QuoteRow key={quote.id} quote={quote} reader={reader} texts={texts} />
      ))}
    </ul>
  );
}

async function QuoteRow({
  quote,
  reader,
  texts,
}: {
  quote: QuoteSummary;
  reader: Reader;
  texts: ValidityTexts;
}) {
  const t = await getTranslations("quote-pages");
  const { locale, timeZone, now } = reader;
  const status = currentStatus(quote, now);
  const isWaiting = status === "sent";
  return (
    <li>
      <Link
        href={`/portal/quotes/${quote.number}` as Route}
        prefetch={false}
        className={cx(ROW_GRID, "transition-colors hover:bg-hover focus-visible:-outline-offset-2")}
      >
        <span className="min-w-0">
          <span className="block truncate font-medium text-base text-fg max-sm:line-clamp-2 max-sm:whitespace-normal">
            {quote.title}
          </span>
          <span className="block truncate text-fg-muted text-sm">
            <span className="font-mono text-xs">{quote.number}</span>
            {` · ${t("list.items", { count: quote.itemCount })}`}
            <span className="max-sm:hidden">
              {` · ${t("list.asked", { date: formatDate(quote.createdAt, locale, timeZone) })}`}
            </span>
          </span>
        </span>
        <span className="flex flex-col gap-1 max-sm:order-3 max-sm:col-span-2 max-sm:flex-row max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3">
          <QuoteStatusBadge
            status={status}
            label={t(`status.customer.${status}`)}
            className={isWaiting ? "font-medium text-fg!" : ""}
          />
          <ProgressBar quote={{ ...quote, status }} className="max-sm:hidden" />
          {isWaiting && quote.validUntil && (
            <Validity
              validUntil={quote.validUntil}
              now={now.toISOString()}
              locale={locale}
              timeZone={timeZone}
              texts={texts}
              className="text-fg-muted text-sm sm:hidden"
            />
          )}
        </span>
        <span className="text-end">
          <span
            className={cx("block", quote.total ? "font-medium text-base text-fg" : "text-fg-muted text-sm")}
          >
            {quote.total ? formatMoney(quote.total, locale) : t("list.noPrice")}
          </span>
          {isWaiting && quote.validUntil && (
            <Validity
              validUntil={quote.validUntil}
              now={now.toISOString()}
              locale={locale}
              timeZone={timeZone}
              texts={texts}
              className="block text-fg-muted text-sm max-sm:hidden"
            />
          )}
        </span>
      </Link>
    </li>
  );
}
