import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import { formatTime } from "@/lib/core/dates";
import type { Module } from "@/lib/core/modules";
import { formatMoney } from "@/lib/core/money";
import { dayWords } from "@/lib/dashboard/day";
import type { Dashboard, UpNextKind } from "@/lib/dashboard/types";
import type { Reader } from "./reader";

/** By how many figures there are: no row is left half empty. */
const COLUMNS: Record<number, string> = {
  2: "grid-cols-2",
  3: "grid-cols-1 sm:grid-cols-3",
  4: "grid-cols-2 md:grid-cols-4",
};

/** The figures of the modules in use, in one strip. What has a page of its own links to it. */
export async function Figures({ dashboard, reader }: { dashboard: Dashboard; reader: Reader }) {
  const t = await getTranslations("dashboard.figures");
  const { openTickets, waitingForYou, resolvedTickets, overdueInvoices, pendingInvoices } = dashboard;
  const delivery = nextDay(dashboard, "delivery", reader);
  const call = nextDay(dashboard, "call", reader);
  const uses = (module: Module) => dashboard.modules.includes(module);
  const count = 1 + ["orders" as const, "invoices" as const, "calls" as const].filter(uses).length;
  return (
    <section
      aria-label={t("label")}
      className={cx("grid gap-px overflow-hidden rounded-lg border bg-line", COLUMNS[count])}
    >
      <Figure
        href="/portal/tickets"
        label={t("openTickets")}
        value={String(openTickets)}
        note={t("openTicketsNote", { waiting: waitingForYou, open: openTickets, resolved: resolvedTickets })}
        isUrgent={waitingForYou > 0}
      />
      {uses("orders") && (
        <Figure
          href="/portal/orders?view=active"
          label={t("activeOrders")}
          value={String(dashboard.activeOrders)}
          note={t("activeOrdersNote", { ...delivery, count: dashboard.activeOrders })}
        />
      )}
      {uses("invoices") && (
        <Figure
          href={"/portal/invoices" as Route}
          label={t("outstanding")}
          value={formatMoney(dashboard.outstanding, reader.locale)}
          note={t("outstandingNote", { overdue: overdueInvoices, pending: pendingInvoices })}
          isUrgent={overdueInvoices > 0}
        />
      )}
      {uses("calls") && (
        <Figure
          href={"/portal/calls" as Route}
          label={t("upcomingCalls")}
          value={String(dashboard.upcomingCalls)}
          note={t("upcomingCallsNote", { ...call, count: dashboard.upcomingCalls })}
        />
      )}
    </section>
  );
}

/** When the first of a kind comes, for the line under a figure. */
function nextDay({ upNext }: Dashboard, kind: UpNextKind, { now, locale, timeZone }: Reader) {
  const next = upNext.find((item) => item.kind === kind);
  if (!next) return { when: "none", day: "", time: "" };
  return { ...dayWords(next.at, now, locale, timeZone), time: formatTime(next.at, locale, timeZone) };
}

function Figure({
  href,
  label,
  value,
  note,
  isUrgent = false,
}: {
  href?: Route;
  label: string;
  value: string;
  note: string;
  /** Whether the line below asks for something. */
  isUrgent?: boolean;
}) {
  const body = (
    <>
      <span className="text-fg-muted text-sm">{label}</span>
      <span className="truncate font-semibold text-xl lg:text-2xl">{value}</span>
      <span className={cx("text-sm", isUrgent ? "text-warning-text" : "text-fg-muted")}>{note}</span>
    </>
  );
  const look = "flex min-w-0 flex-col gap-1 bg-paper px-4 py-3.5";
  return href ? (
    <Link
      href={href}
      className={cx(look, "transition-colors hover:bg-hover focus-visible:-outline-offset-2")}
    >
      {body}
    </Link>
  ) : (
    <div className={look}>{body}</div>
  );
}
