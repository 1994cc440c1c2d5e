import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { StatusBadge } from "@/components/tickets/status-badge";
import { Avatar } from "@/components/ui/avatar";
import { cx } from "@/components/ui/cx";
import { Facts } from "@/components/ui/detail";
import { Mail, Phone } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatDate, formatTime } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { formatPhone } from "@/lib/core/phone-words";
import type { DeskCustomer } from "@/lib/tickets/desk-types";
import { queueHref } from "@/lib/tickets/desk-views";
import type { Clock } from "./clock";

/** Who the ticket is for, and what else they have with us. */
export async function CustomerPanel({ customer, clock }: { customer: DeskCustomer; clock: Clock }) {
  const t = await getTranslations("desk.customer");
  const { companyName, fullName, email, phone } = customer;
  const all = queueHref({ view: "all", filters: { customer: customer.id } }) as Route;
  const profile = `/admin/customers/${customer.id}` as Route;
  return (
    <>
      <section aria-label={t("title")} className="flex flex-col gap-3">
        <div className="flex items-center gap-3">
          <Avatar name={companyName ?? fullName} size="lg" />
          <div className="min-w-0">
            <p className="truncate font-semibold text-base">
              <Link href={profile} prefetch={false} className="hover:underline">
                {companyName ?? fullName}
              </Link>
            </p>
            <p className="truncate text-fg-muted text-sm">
              {companyName ? fullName : t("open", { count: customer.openTickets })}
            </p>
          </div>
        </div>
        {(email || phone) && (
          <ul className="flex flex-col text-sm">
            {email && <Contact href={`mailto:${email}`} icon={<Mail aria-hidden />} text={email} />}
            {phone && (
              <Contact href={`tel:${phone}`} icon={<Phone aria-hidden />} text={formatPhone(phone)} />
            )}
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
      {customer.privacyRequests.length > 0 && (
        <Section title={t("privacy")}>
          <ul className="flex flex-col gap-1 text-sm">
            {customer.privacyRequests.map(({ id, kind, createdAt }) => (
              <Line key={id} name={t(`privacyKind.${kind as "export"}`)}>
                {formatDate(createdAt, clock.locale, clock.timeZone)}
              </Line>
            ))}
          </ul>
        </Section>
      )}
      <Section
        title={t("tickets")}
        action={
          <Link href={all} prefetch={false}>
            {t("all")}
          </Link>
        }
      >
        <OtherTickets tickets={customer.recentTickets} empty={t("noTickets")} clock={clock} />
      </Section>
      <Satisfaction {...customer.satisfaction} locale={clock.locale} />
      {customer.openInvoices && customer.openInvoices.length > 0 && (
        <Section title={t("invoices")}>
          <ul className="flex flex-col gap-2 text-sm">
            {customer.openInvoices.map((invoice) => (
              <Line
                key={invoice.id}
                name={<span className="font-mono text-xs">{invoice.number}</span>}
                below={
                  <span className={invoice.isOverdue ? "text-error-text" : undefined}>
                    {t(invoice.isOverdue ? "overdue" : "due", {
                      // A day without an hour is the same everywhere.
                      day: formatDate(invoice.dueOn, clock.locale, "UTC"),
                    })}
                  </span>
                }
              >
                {formatMoney(invoice.outstanding, clock.locale)}
              </Line>
            ))}
          </ul>
        </Section>
      )}
      {customer.services && customer.services.length > 0 && (
        <Section title={t("services")}>
          <ul className="flex flex-col gap-2 text-sm">
            {customer.services.map((service) => (
              <Line
                key={service.id}
                name={
                  <Link
                    href={`/admin/services/${service.id}` as Route}
                    prefetch={false}
                    className="hover:underline"
                  >
                    {service.name}
                  </Link>
                }
                below={service.package}
              >
                {t(`service.${service.status as "active"}`)}
              </Line>
            ))}
          </ul>
        </Section>
      )}
      {customer.recentOrders && (
        <Section title={t("orders")}>
          {customer.recentOrders.length === 0 && <p className="text-fg-muted text-sm">{t("noOrders")}</p>}
          <ul className="flex flex-col gap-2 text-sm">
            {customer.recentOrders.map((order) => (
              <Line
                key={order.id}
                name={<span className="font-mono text-xs">{order.number}</span>}
                below={
                  <>
                    {t(`order.${order.status as "paid"}`)} ·{" "}
                    {formatDate(order.placedAt, clock.locale, clock.timeZone)}
                  </>
                }
              >
                {formatMoney(order.total, clock.locale)}
              </Line>
            ))}
          </ul>
        </Section>
      )}
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

/** One thing of the customer's: its name and figure, and what there is to say of it below. */
function Line({ name, below, children }: { name: ReactNode; below?: ReactNode; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
      <span className="truncate leading-5">{name}</span>
      <span className="tabular-nums">{children}</span>
      {below && <span className="col-span-2 truncate text-fg-muted">{below}</span>}
    </li>
  );
}

/** The average of their ratings, and how often they gave each grade. */
async function Satisfaction({
  count,
  average,
  grades,
  locale,
}: DeskCustomer["satisfaction"] & { locale: string }) {
  if (average === null) return null;
  const t = await getTranslations("desk.customer");
  const most = Math.max(...grades);
  return (
    <Section title={t("satisfaction")}>
      <div className="flex items-end gap-4">
        <p className="text-sm">
          <span className="font-semibold text-xl tabular-nums">
            {new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).format(average)}
          </span>{" "}
          <span className="text-fg-muted">{t("ofFive")}</span>
          <span className="block text-fg-muted">{t("ratings", { count })}</span>
        </p>
        <ol aria-label={t("grades")} className="ms-auto flex h-12 items-end gap-1">
          {grades.map((times, at) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is the grade
              key={at}
              title={t("grade", { grade: at + 1, times })}
              className="flex h-full w-4 flex-col justify-end"
            >
              <span className="sr-only">{t("grade", { grade: at + 1, times })}</span>
              <span
                aria-hidden
                className={cx(
                  "block min-h-0.5 rounded-sm",
                  at < 2 ? "bg-warning" : "bg-primary",
                  times === 0 && "opacity-30",
                )}
                style={{ height: `${Math.round((times / most) * 100)}%` }}
              />
              <span aria-hidden className="text-center text-[0.625rem] text-fg-muted leading-4">
                {at + 1}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </Section>
  );
}

async function OtherTickets({
  tickets,
  empty,
  clock,
}: {
  tickets: DeskCustomer["recentTickets"];
  empty: string;
  clock: Clock;
}) {
  const words = await getTranslations("tickets.status.staff");
  if (tickets.length === 0) return <p className="text-fg-muted text-sm">{empty}</p>;
  return (
    <ul className="-mx-2 flex flex-col text-sm">
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <Link
            href={`/admin/tickets/${ticket.number}` as Route}
            prefetch={false}
            className="block rounded-md px-2 py-1.5 transition-colors hover:bg-hover"
          >
            <span className="block truncate">{ticket.subject}</span>
            <span className="flex items-center justify-between gap-3 text-fg-muted text-xs">
              <StatusBadge status={ticket.status} label={words(ticket.status)} className="text-xs!" />
              <RelativeTime at={ticket.lastActivityAt} locale={clock.locale} timeZone={clock.timeZone} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
