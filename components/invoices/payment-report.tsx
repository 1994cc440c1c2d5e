import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { trayTexts } from "@/components/tickets/texts";
import { Banner } from "@/components/ui/banner";
import { ChevronRight } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { calendarDay } from "@/lib/core/dates";
import { PAYMENT_METHODS } from "@/lib/invoices/schema";
import type { InvoiceDetail } from "@/lib/invoices/types";
import type { Reader } from "./reader";
import { ReportForm } from "./report-form";

/** "I have paid": the form, or the ticket that it became. */
export async function PaymentReportPanel({
  invoice,
  reader,
  formKey,
  now,
}: {
  invoice: InvoiceDetail;
  reader: Reader;
  formKey: string;
  now: Date;
}) {
  const t = await getTranslations("invoices.report");
  const report = invoice.paymentReport;
  if (report?.isOpen) {
    return (
      <Banner
        tone="info"
        title={t("sent")}
        actions={
          <LinkButton href={`/portal/tickets/${report.ticketNumber}` as Route} size="sm">
            {t("ticket")}
          </LinkButton>
        }
      >
        {t("sentBody", { number: report.ticketNumber })}
      </Banner>
    );
  }
  if (invoice.outstanding.amount === 0) return null;
  return (
    <details className="group rounded-lg border bg-paper">
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 px-4 py-2.5 text-sm [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-fg-muted transition-transform group-open:rotate-90"
        />
        <span>
          <span className="font-medium">{t("open")}</span>
          <span className="ms-2 text-fg-muted max-sm:hidden">{t("body")}</span>
        </span>
      </summary>
      <div className="border-t px-4 py-4">
        {report && (
          <p className="mb-4 text-fg-muted text-sm">
            {t.rich("again", {
              when: () => (
                <RelativeTime at={report.reportedAt} locale={reader.locale} timeZone={reader.timeZone} />
              ),
            })}
          </p>
        )}
        <ReportForm
          invoiceId={invoice.id}
          formKey={formKey}
          today={calendarDay(now, reader.timeZone)}
          methods={PAYMENT_METHODS.map((value) => ({ value, label: t(`methods.${value}`) }))}
          texts={{
            paidOn: t("paidOn"),
            method: t("method"),
            reference: t("reference"),
            referenceHint: t("referenceHint"),
            note: t("note"),
            optional: t("optional"),
            files: t("files"),
            filesLabel: t("filesLabel"),
            filesHint: t("filesHint"),
            send: t("send"),
            sending: t("sending"),
            signIn: t("signIn"),
            network: t("network"),
            tray: await trayTexts(reader.locale),
          }}
        />
      </div>
    </details>
  );
}
