import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { customerStatus, StatusBadge } from "@/components/tickets/status-badge";
import { CopyButton } from "@/components/ui/copy-button";
import { type Fact, Facts } from "@/components/ui/detail";
import { formatDate } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { invoicePath } from "@/lib/invoices/path";
import { addressLines } from "@/lib/orders/address";
import type { OrderDetail } from "@/lib/orders/types";
import type { Reader } from "./reader";

/** What stands beside an order: when, where to, its invoices, and what was written about it. */
export async function OrderFacts({ order, reader }: { order: OrderDetail; reader: Reader }) {
  const t = await getTranslations("orders.detail");
  const address = addressLines(order.shippingAddress, reader.locale);
  return (
    <div className="flex flex-col gap-6 lg:sticky lg:top-20">
      <Section title={t("facts")}>
        <Facts facts={await facts(order, reader)} />
      </Section>
      {address.length > 0 && (
        <Section title={t("address")}>
          <address className="text-fg-secondary text-sm not-italic">
            {address.map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
          </address>
        </Section>
      )}
      {order.invoices.length > 0 && (
        <Section title={t("invoices")}>
          <ul className="flex flex-col gap-2">
            {order.invoices.map((invoice) => (
              <li key={invoice.id} className="flex justify-between gap-3 text-sm">
                <span className="min-w-0">
                  <Link
                    href={invoicePath(invoice) as Route}
                    prefetch={false}
                    className="hit-44 block break-all font-mono text-primary-text text-xs leading-5 hover:underline hover:underline-offset-2"
                  >
                    {invoice.number}
                  </Link>
                  <span className="block text-fg-muted">
                    {t(`invoiceState.${invoice.status}`, {
                      // A calendar day has no zone.
                      day: formatDate(`${invoice.dueOn}T00:00:00Z`, reader.locale, "UTC"),
                    })}
                  </span>
                </span>
                <span>{formatMoney(invoice.total, reader.locale)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {order.tickets.length > 0 && <Tickets tickets={order.tickets} />}
    </div>
  );
}

async function Tickets({ tickets }: { tickets: OrderDetail["tickets"] }) {
  const [t, status] = await Promise.all([
    getTranslations("orders.detail"),
    getTranslations("tickets.status.customer"),
  ]);
  return (
    <Section title={t("tickets")}>
      <ul className="flex flex-col gap-2.5">
        {tickets.map((ticket) => (
          <li key={ticket.id} className="text-sm">
            <Link
              href={`/portal/tickets/${ticket.number}` as Route}
              prefetch={false}
              className="hit-44 block truncate text-primary-text hover:underline hover:underline-offset-2"
            >
              {ticket.subject}
            </Link>
            <StatusBadge status={customerStatus(ticket.status)} label={status(ticket.status)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2.5 font-semibold text-sm">{title}</h2>
      {children}
    </section>
  );
}

async function facts(order: OrderDetail, { locale, timeZone }: Reader): Promise<Fact[]> {
  const t = await getTranslations("orders.detail");
  const day = (at: string) => formatDate(at, locale, timeZone);
  const isUnderway = order.status === "processing" || order.status === "shipped";
  return [
    {
      label: t("fact.number"),
      value: (
        <span className="flex items-center gap-0.5">
          <span className="min-w-0 break-all font-mono text-xs">{order.number}</span>
          <CopyButton
            text={order.number}
            label={t("copyNumber")}
            copiedLabel={t("copied")}
            className="-my-1 shrink-0"
          />
        </span>
      ),
    },
    { label: t("fact.placed"), value: day(order.placedAt) },
    ...(isUnderway && order.expectedDeliveryAt
      ? [{ label: t("fact.expected"), value: day(order.expectedDeliveryAt) }]
      : []),
    ...(order.deliveredAt ? [{ label: t("fact.delivered"), value: day(order.deliveredAt) }] : []),
  ];
}
