import { getTranslations } from "next-intl/server";
import { CircleCheck } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import { CircleX, Clock, ClockAlert } from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import { formatDate } from "@/lib/core/dates";
import type { InvoiceStatus, InvoiceSummary } from "@/lib/invoices/types";
import type { Reader } from "./reader";

const LOOK: Record<InvoiceStatus, { icon: IconComponent; tone: Tone }> = {
  pending: { icon: Clock, tone: "info" },
  overdue: { icon: ClockAlert, tone: "error" },
  paid: { icon: CircleCheck, tone: "success" },
  cancelled: { icon: CircleX, tone: "neutral" },
};

/** Up to here a number of days says more than a date. */
const SOON = 14;

/** A day as people write it; it has no zone. */
export function dayText(day: string, locale: string): string {
  return formatDate(`${day}T00:00:00Z`, locale, "UTC");
}

/** Where an invoice stands, in words: "Due in 3 days", "4 days overdue", "Paid 3 Nov 2026". */
export async function dueWords(invoice: InvoiceSummary, { locale, timeZone }: Reader): Promise<string> {
  const t = await getTranslations("invoices.due");
  const days = invoice.dueInDays;
  switch (invoice.status) {
    case "overdue":
      return t("overdue", { days: -days });
    case "paid":
      return invoice.paidAt
        ? t("paid", { date: formatDate(invoice.paidAt, locale, timeZone) })
        : t("paidUndated");
    case "cancelled":
      return t("cancelled");
    case "pending":
      if (days === 0) return t("today");
      if (days === 1) return t("tomorrow");
      return days <= SOON ? t("soon", { days }) : t("later", { date: dayText(invoice.dueOn, locale) });
  }
}

/** The same with icon and colour. */
export async function DueStatus({ invoice, reader }: { invoice: InvoiceSummary; reader: Reader }) {
  const { icon: Icon, tone } = LOOK[invoice.status];
  return (
    <Status tone={tone} icon={<Icon aria-hidden />} className={tone === "error" ? "text-error-text!" : ""}>
      {await dueWords(invoice, reader)}
    </Status>
  );
}
