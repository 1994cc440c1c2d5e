import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { QuoteStatusBadge } from "@/components/quotes/quote-status";
import type { Reader } from "@/components/quotes/reader";
import { Validity, type ValidityTexts } from "@/components/quotes/validity";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import { type Column, Table } from "@/components/ui/table";
import { formatMoney } from "@/lib/core/money";
import { currentStatus } from "@/lib/quotes/status";
import type { QuoteSummary } from "@/lib/quotes/types";

/** Closer than the table's own padding: seven facts share a line. */
const TIGHT = "px-2! first:ps-4! last:pe-4! whitespace-nowrap";

/** Quotes on the desk: a line each, and a card on a phone. */
export async function QuoteQueue({
  quotes,
  reader,
  texts,
}: {
  quotes: readonly QuoteSummary[];
  reader: Reader;
  texts: ValidityTexts;
}) {
  const t = await getTranslations("quote-desk.list");
  const words = await getTranslations("quote-pages");
  const { locale, timeZone, now } = reader;
  const status = (row: QuoteSummary) => {
    const current = currentStatus(row, now);
    return (
      <span className="flex items-center gap-2">
        <QuoteStatusBadge status={current} audience="staff" label={words(`status.staff.${current}`)} />
        {row.hasDraft && current !== "in_review" && <Badge>{t("draft")}</Badge>}
      </span>
    );
  };
  const validity = (row: QuoteSummary) =>
    row.validUntil &&
    currentStatus(row, now) === "sent" && (
      <Validity
        validUntil={row.validUntil}
        now={now.toISOString()}
        locale={locale}
        timeZone={timeZone}
        texts={texts}
      />
    );
  const total = (row: QuoteSummary) => (row.total ? formatMoney(row.total, locale) : t("noPrice"));

  const columns: Column<QuoteSummary>[] = [
    {
      key: "title",
      header: t("column.title"),
      primary: true,
      className: "w-full max-w-0 min-w-40! max-sm:max-w-none",
      cell: (row) => (
        <span className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 truncate max-sm:whitespace-normal">{row.title}</span>
          <span className="shrink-0 font-medium sm:hidden">{total(row)}</span>
        </span>
      ),
    },
    {
      key: "phone",
      header: "",
      // The table names each fact of a card; these speak for themselves.
      className: "sm:hidden gap-0!",
      cell: (row) => (
        <span className="flex w-full min-w-0 flex-col gap-1">
          <span className="truncate text-fg-muted">
            <span className="font-mono text-xs">{row.number}</span> · {row.customerName}
          </span>
          <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            {status(row)}
            <span className="text-fg-muted text-sm">{validity(row)}</span>
          </span>
        </span>
      ),
    },
    {
      key: "number",
      header: t("column.number"),
      wideOnly: true,
      className: cx(TIGHT, "@max-[44rem]:hidden"),
      cell: (row) => <span className="font-mono text-fg-muted text-xs">{row.number}</span>,
    },
    {
      key: "customer",
      header: t("column.customer"),
      wideOnly: true,
      className: TIGHT,
      cell: (row) => <span className="block max-w-40 truncate">{row.customerName}</span>,
    },
    { key: "status", header: t("column.status"), wideOnly: true, className: TIGHT, cell: status },
    {
      key: "reviewer",
      header: t("column.reviewer"),
      wideOnly: true,
      className: cx(TIGHT, "@max-[56rem]:hidden"),
      cell: (row) =>
        row.reviewerName ? (
          <span className="flex items-center gap-1.5" data-tooltip={row.reviewerName}>
            <Avatar name={row.reviewerName} size="sm" />
            <span className="sr-only">{row.reviewerName}</span>
          </span>
        ) : (
          <span className="text-fg-muted">{t("nobody")}</span>
        ),
    },
    {
      key: "validity",
      header: t("column.validity"),
      wideOnly: true,
      className: cx(TIGHT, "@max-[52rem]:hidden text-fg-muted!"),
      cell: validity,
    },
    { key: "total", header: t("column.total"), align: "end", wideOnly: true, className: TIGHT, cell: total },
    {
      key: "activity",
      header: t("column.activity"),
      align: "end",
      wideOnly: true,
      className: cx(TIGHT, "@max-[60rem]:hidden"),
      cell: (row) => <RelativeTime at={row.lastActivityAt} locale={locale} timeZone={timeZone} />,
    },
  ];
  return (
    <div className="@container" data-roving>
      <Table
        dense
        caption={t("caption")}
        columns={columns}
        rows={quotes}
        rowKey={(row) => row.id}
        href={(row) => `/admin/quotes/${row.number}` as Route}
      />
    </div>
  );
}
