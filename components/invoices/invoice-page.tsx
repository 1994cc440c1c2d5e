import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PaymentPanel } from "@/components/payments/payment-panel";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DetailLayout, type Fact, Facts } from "@/components/ui/detail";
import { FileDown } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { invoicePdfPath } from "@/lib/invoices/path";
import type { InvoiceDetail } from "@/lib/invoices/types";
import type { PaymentReturn, PaymentState } from "@/lib/payments/types";
import { DueStatus, dayText } from "./due";
import { InvoiceLines } from "./invoice-lines";
import { PaymentReportPanel } from "./payment-report";
import type { Reader } from "./reader";

type Props = {
  invoice: InvoiceDetail;
  payments: PaymentState;
  /** With what the customer came back from the payment page. */
  returned: PaymentReturn | undefined;
  reader: Reader;
  formKey: string;
  now: Date;
};

/** An invoice as its customer sees it: what is to pay and how, what it is for, and what there is to know. */
export async function InvoicePage({ invoice, payments, returned, reader, formKey, now }: Props) {
  const t = await getTranslations("invoices");
  const { outstanding } = invoice;
  return (
    <>
      <PageHeader
        back={{ href: "/portal/invoices" as Route, label: t("list.title") }}
        title={t("detail.title", { number: invoice.number })}
        className="mb-5"
        meta={<DueStatus invoice={invoice} reader={reader} />}
        actions={
          <a
            href={invoicePdfPath(invoice)}
            aria-label={t("detail.pdfLabel", { number: invoice.number })}
            className={buttonStyle({})}
          >
            <FileDown aria-hidden />
            {t("detail.pdf")}
          </a>
        }
      />
      <DetailLayout asideLabel={t("detail.facts")} aside={<InvoiceFacts invoice={invoice} reader={reader} />}>
        <div className="flex flex-col gap-5">
          {outstanding.amount > 0 && (
            <p>
              <span className="block text-fg-muted text-sm">{t("detail.outstanding")}</span>
              <span className="block font-semibold text-2xl tabular-nums">
                {formatMoney(outstanding, reader.locale)}
              </span>
              {invoice.status === "overdue" && (
                <span className="block text-fg-muted text-sm">
                  {t("detail.overdueNote", { date: dayText(invoice.dueOn, reader.locale) })}{" "}
                  {t("detail.overdueHelp")}
                </span>
              )}
            </p>
          )}
          <PaymentPanel
            invoice={{ ...invoice, status: invoice.status === "overdue" ? "pending" : invoice.status }}
            state={payments}
            returned={returned}
            reader={reader}
          />
          <PaymentReportPanel invoice={invoice} reader={reader} formKey={formKey} now={now} />
          <Card title={t("detail.lines")} flush>
            <InvoiceLines invoice={invoice} locale={reader.locale} />
          </Card>
        </div>
      </DetailLayout>
    </>
  );
}

async function InvoiceFacts({ invoice, reader }: { invoice: InvoiceDetail; reader: Reader }) {
  const t = await getTranslations("invoices.detail");
  const day = (value: string) => dayText(value, reader.locale);
  const { period, order } = invoice;
  const facts: Fact[] = [
    {
      label: t("number"),
      value: (
        <span className="flex items-center gap-0.5">
          <span className="min-w-0 break-all font-mono text-xs">{invoice.number}</span>
          <CopyButton
            text={invoice.number}
            label={t("copyNumber")}
            copiedLabel={t("copied")}
            className="-my-1 shrink-0"
          />
        </span>
      ),
    },
    { label: t("issued"), value: day(invoice.issuedOn) },
    { label: t("due"), value: day(invoice.dueOn) },
    ...(invoice.paidAt
      ? [{ label: t("paidOn"), value: formatDate(invoice.paidAt, reader.locale, reader.timeZone) }]
      : []),
    ...(period ? [{ label: t("period"), value: `${day(period.start)} – ${day(period.end)}` }] : []),
    ...(order
      ? [
          {
            label: t("order"),
            value: (
              <Link
                href={`/portal/orders/${encodeURIComponent(order.number)}` as Route}
                prefetch={false}
                className="hit-44 text-primary-text hover:underline hover:underline-offset-2"
              >
                {order.number}
              </Link>
            ),
          },
        ]
      : []),
  ];
  return (
    <section className="lg:sticky lg:top-20">
      <h2 className="mb-2.5 font-semibold text-sm">{t("facts")}</h2>
      <Facts facts={facts} />
    </section>
  );
}
