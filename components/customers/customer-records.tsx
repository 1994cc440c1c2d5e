import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { StatusBadge } from "@/components/tickets/status-badge";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatDate } from "@/lib/core/dates";
import type { Module } from "@/lib/core/modules";
import { formatMoney } from "@/lib/core/money";
import type { CustomerDetail } from "@/lib/customers/types";
import { queueHref } from "@/lib/tickets/desk-views";

type Row = { id: string; href?: string; title: ReactNode; status: string; end?: ReactNode };
type Clock = { locale: string; timeZone: string };

/** The latest that a customer has of each kind, of the modules that are in use. */
export async function CustomerRecords({
  customer,
  modules,
  clock,
}: {
  customer: CustomerDetail;
  modules: readonly Module[];
  clock: Clock;
}) {
  const t = await getTranslations("customers.detail");
  const { records } = customer;
  const [orders, invoices, quotes, services, domains] = await Promise.all([
    getTranslations("orders.status"),
    getTranslations("invoices.status"),
    getTranslations("quote-pages.status.staff"),
    getTranslations("services.status"),
    getTranslations("domains.status"),
  ]);
  const lists: [Module, Row[]][] = [
    [
      "orders",
      records.orders.map(({ id, number, status, total, placedAt }) => ({
        id,
        title: <span className="font-mono text-xs">{number}</span>,
        status: `${orders(status as "paid")}, ${formatDate(placedAt, clock.locale, clock.timeZone)}`,
        end: formatMoney(total, clock.locale),
      })),
    ],
    [
      "invoices",
      records.invoices.map(({ id, number, status, total, dueOn }) => ({
        id,
        title: <span className="font-mono text-xs">{number}</span>,
        status:
          status === "pending"
            ? t("due", { day: formatDate(`${dueOn}T12:00:00Z`, clock.locale, "UTC") })
            : invoices(status as "paid"),
        end: formatMoney(total, clock.locale),
      })),
    ],
    [
      "quotes",
      records.quotes.map(({ id, number, title, status }) => ({
        id,
        href: `/admin/quotes/${number}`,
        title,
        status: quotes(status as "sent"),
      })),
    ],
    [
      "services",
      records.services.map(({ id, name, package: bundle, status }) => ({
        id,
        href: `/admin/services/${id}`,
        title: name,
        status: `${services(status as "active")}, ${bundle}`,
      })),
    ],
    [
      "domains",
      records.domains.map(({ id, hostname, status }) => ({
        id,
        title: hostname,
        status: domains(status as "live"),
      })),
    ],
  ];
  const used = lists.filter(([module, rows]) => modules.includes(module) && rows.length > 0);
  return (
    <>
      <Tickets customer={customer} clock={clock} />
      {used.length > 0 && (
        <div className="grid gap-4 md:grid-cols-2">
          {used.map(([module, rows]) => (
            <Card key={module} title={t(module as "orders")} flush>
              <Rows rows={rows} />
            </Card>
          ))}
        </div>
      )}
    </>
  );
}

async function Tickets({ customer, clock }: { customer: CustomerDetail; clock: Clock }) {
  const t = await getTranslations("customers.detail");
  const words = await getTranslations("tickets.status.staff");
  const all = queueHref({ view: "all", filters: { customer: customer.id } }) as Route;
  return (
    <Card
      title={t("tickets")}
      flush
      actions={
        <Link href={all} prefetch={false} className="hit-44 text-primary-text hover:underline">
          {t("allTickets")}
        </Link>
      }
    >
      {customer.records.tickets.length === 0 ? (
        <p className="px-4 py-6 text-center text-fg-muted text-sm">{t("noTickets")}</p>
      ) : (
        <ul className="divide-y text-sm">
          {customer.records.tickets.map((ticket) => (
            <li key={ticket.id}>
              <Link
                href={`/admin/tickets/${ticket.number}` as Route}
                prefetch={false}
                className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
              >
                <span className="min-w-0 flex-1 basis-56 truncate">{ticket.subject}</span>
                <StatusBadge status={ticket.status} label={words(ticket.status)} />
                <span className="text-fg-muted">
                  <RelativeTime at={ticket.lastActivityAt} {...clock} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <ul className="divide-y text-sm">
      {rows.map(({ id, href, title, status, end }) => {
        const content = (
          <>
            <span className="min-w-0 flex-1">
              <span className="block truncate">{title}</span>
              <span className="block truncate text-fg-muted">{status}</span>
            </span>
            {end && <span className="tabular-nums">{end}</span>}
          </>
        );
        const look = "flex min-h-11 items-center gap-4 px-4 py-2";
        return (
          <li key={id}>
            {href ? (
              <Link
                href={href as Route}
                prefetch={false}
                className={`${look} transition-colors hover:bg-hover focus-visible:-outline-offset-2`}
              >
                {content}
              </Link>
            ) : (
              <div className={look}>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
