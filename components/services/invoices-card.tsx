import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Table } from "@/components/ui/table";
import { dateTimeFormat, formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import type { ServiceInvoice } from "@/lib/services/types";

/** The latest invoices of a service, by the period that they are for. */
export async function InvoicesCard({
  invoices,
  locale,
}: {
  invoices: readonly ServiceInvoice[];
  locale: string;
}) {
  const t = await getTranslations("services.invoices");
  if (invoices.length === 0) return null;
  const day = (date: string) => formatDate(date, locale, "UTC");
  const state = (invoice: ServiceInvoice) =>
    invoice.status === "pending" ? (invoice.isOverdue ? "overdue" : "pending") : invoice.status;
  return (
    <Card
      title={t("title")}
      flush
      actions={
        <LinkButton href={"/portal/invoices" as Route} variant="ghost" size="sm" className="-me-2">
          {t("all")}
        </LinkButton>
      }
    >
      <Table
        caption={t("title")}
        rows={invoices}
        rowKey={({ id }) => id}
        href={({ number }) => `/portal/invoices/${encodeURIComponent(number)}` as Route}
        columns={[
          {
            key: "period",
            header: t("period"),
            primary: true,
            cell: (invoice) => (
              <>
                {periodOf(invoice, locale)}
                <span className="block font-mono font-normal text-fg-muted text-xs">{invoice.number}</span>
              </>
            ),
          },
          {
            key: "status",
            header: t("statusLabel"),
            cell: (invoice) => (
              <span className={invoice.isOverdue ? "text-warning-text" : ""}>
                {t(`status.${state(invoice)}`, { due: day(invoice.dueOn) })}
              </span>
            ),
          },
          {
            key: "total",
            header: t("total"),
            align: "end",
            className: "tabular-nums",
            cell: ({ total }) => formatMoney(total, locale),
          },
        ]}
      />
    </Card>
  );
}

/** "1–30 Nov 2026", or the day of issue of an invoice that names no period. */
function periodOf({ periodStart, periodEnd, issuedOn }: ServiceInvoice, locale: string): string {
  if (!periodStart || !periodEnd) return formatDate(issuedOn, locale, "UTC");
  return dateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).formatRange(
    new Date(periodStart),
    new Date(periodEnd),
  );
}
