import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { StatusBadge } from "@/components/tickets/status-badge";
import { Avatar } from "@/components/ui/avatar";
import { Facts } from "@/components/ui/detail";
import { Mail, Phone } from "@/components/ui/icons";
import { formatDate, formatTime } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import type { DeskCustomer } from "@/lib/tickets/desk-types";
import { queueHref } from "@/lib/tickets/desk-views";
import type { Clock } from "./clock";

/** Who the ticket is for, and what else they have with us. */
export async function CustomerPanel({ customer, clock }: { customer: DeskCustomer; clock: Clock }) {
  const t = await getTranslations("desk.customer");
  const { companyName, fullName, email, phone } = customer;
  const all = queueHref({ view: "all", filters: { customer: customer.id } }) as Route;
  return (
    <>
      <section aria-label={t("title")} className="flex flex-col gap-3">
        <div className="flex items-center gap-3">
          <Avatar name={companyName ?? fullName} size="lg" />
          <div className="min-w-0">
            <p className="truncate font-semibold text-base">{companyName ?? fullName}</p>
            <p className="truncate text-fg-muted text-sm">
              {companyName ? fullName : t("open", { count: customer.openTickets })}
            </p>
          </div>
        </div>
        {(email || phone) && (
          <ul className="flex flex-col text-sm">
            {email && <Contact href={`mailto:${email}`} icon={<Mail aria-hidden />} text={email} />}
            {phone && <Contact href={`tel:${phone}`} icon={<Phone aria-hidden />} text={phone} />}
          </ul>
        )}
        <Facts
          facts={[
            {
              label: t("number"),
              value: <span className="font-mono text-xs">{customer.customerNumber}</span>,
            },
            { label: t("localTime"), value: formatTime(clock.now, clock.locale, customer.timeZone) },
            { label: t("since"), value: formatDate(customer.since, clock.locale, clock.timeZone) },
          ]}
        />
      </section>
      <Section title={t("tickets")} action={<Link href={all}>{t("all")}</Link>}>
        <OtherTickets tickets={customer.recentTickets} empty={t("noTickets")} />
      </Section>
      <Section title={t("orders")}>
        {customer.recentOrders.length === 0 && <p className="text-fg-muted text-sm">{t("noOrders")}</p>}
        <ul className="flex flex-col gap-2.5 text-sm">
          {customer.recentOrders.map((order) => (
            <li key={order.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
              <span className="truncate font-mono text-xs leading-5">{order.number}</span>
              <span>{formatMoney(order.total, clock.locale)}</span>
              <span className="text-fg-muted">{t(`order.${order.status as "paid"}`)}</span>
              <span className="text-fg-muted">
                {formatDate(order.placedAt, clock.locale, clock.timeZone)}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

/** A part of the column beside a ticket. */
export function Section({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="border-t pt-4">
      <header className="mb-2 flex items-baseline justify-between gap-3 text-sm [&_a]:text-primary-text [&_a]:hover:underline">
        <h2 className="font-semibold">{title}</h2>
        {action}
      </header>
      {children}
    </section>
  );
}

function Contact({ href, icon, text }: { href: string; icon: ReactNode; text: string }) {
  return (
    <li>
      <a
        href={href}
        className="-mx-2 flex h-8 items-center gap-2 rounded-md px-2 text-fg-secondary transition-colors hover:bg-hover hover:text-fg touch:h-11 [&_.icon]:text-fg-muted"
      >
        {icon}
        <span className="truncate">{text}</span>
      </a>
    </li>
  );
}

async function OtherTickets({ tickets, empty }: { tickets: DeskCustomer["recentTickets"]; empty: string }) {
  const words = await getTranslations("tickets.status.staff");
  if (tickets.length === 0) return <p className="text-fg-muted text-sm">{empty}</p>;
  return (
    <ul className="-mx-2 flex flex-col text-sm">
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <Link
            href={`/admin/tickets/${ticket.number}` as Route}
            className="block rounded-md px-2 py-1.5 transition-colors hover:bg-hover"
          >
            <span className="block truncate">{ticket.subject}</span>
            <StatusBadge status={ticket.status} label={words(ticket.status)} className="text-xs!" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
