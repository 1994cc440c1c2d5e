import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { PriorityBadge } from "@/components/tickets/priority-badge";
import { StatusBadge } from "@/components/tickets/status-badge";
import { Avatar } from "@/components/ui/avatar";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import { type Column, Table } from "@/components/ui/table";
import { slaOfRow } from "@/lib/tickets/desk-sla";
import { deskTicketHref, type QueueAddress } from "@/lib/tickets/desk-views";
import type { StaffTicketSummary } from "@/lib/tickets/types";
import type { Clock } from "./clock";
import { SlaDue } from "./sla-due";

/** Closer than the table's own padding: eight facts share a line. */
const TIGHT = "sm:[&_:is(td,th):not(:first-child)]:ps-1.5 sm:[&_:is(td,th):not(:last-child)]:pe-1.5";

/** The queue: a line of 40 px for each ticket, and a card on a phone. Narrow tables leave out what the ticket tells. */
export async function QueueTable({
  tickets,
  from,
  clock,
}: {
  tickets: readonly StaffTicketSummary[];
  from: QueueAddress;
  clock: Clock;
}) {
  const t = await getTranslations("desk.queue");
  const words = await getTranslations("tickets");
  const status = (row: StaffTicketSummary) => (
    <StatusBadge status={row.status} label={words(`status.staff.${row.status}`)} />
  );
  const due = (row: StaffTicketSummary) => <SlaDue ticket={{ ...row, sla: slaOfRow(row) }} clock={clock} />;
  const activity = (row: StaffTicketSummary) => (
    <RelativeTime at={row.lastActivityAt} locale={clock.locale} timeZone={clock.timeZone} />
  );

  const columns: Column<StaffTicketSummary>[] = [
    {
      key: "priority",
      header: t("column.priority"),
      wideOnly: true,
      className: "pe-0! [&:is(th)]:text-[0px]",
      cell: (row) => (
        <span data-tooltip={words(`priority.${row.priority}`)} className="flex">
          <PriorityBadge iconOnly priority={row.priority} label={words(`priority.${row.priority}`)} />
        </span>
      ),
    },
    {
      key: "subject",
      header: t("column.subject"),
      primary: true,
      className: "w-full max-w-0 min-w-40 max-sm:max-w-none",
      cell: (row) => <Subject row={row} unreadLabel={t("unread")} />,
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
            {due(row)}
          </span>
        </span>
      ),
    },
    {
      key: "number",
      header: t("column.number"),
      wideOnly: true,
      className: "@max-[50rem]:hidden",
      cell: (row) => <span className="font-mono text-fg-muted text-xs">{row.number}</span>,
    },
    {
      key: "customer",
      header: t("column.customer"),
      wideOnly: true,
      className: "@max-[40rem]:hidden",
      cell: (row) => (
        <span className="block max-w-28 truncate min-[100rem]:max-w-44">{row.customerName}</span>
      ),
    },
    {
      key: "status",
      header: t("column.status"),
      wideOnly: true,
      cell: status,
    },
    {
      key: "assignee",
      header: t("column.assignee"),
      wideOnly: true,
      className: "@max-[50rem]:hidden [&:is(th)]:text-[0px] min-[100rem]:[&:is(th)]:text-xs",
      cell: (row) => <Assignee name={row.assigneeName} nobody={t("unassigned")} />,
    },
    { key: "sla", header: t("column.sla"), wideOnly: true, cell: due },
    {
      key: "activity",
      header: t("column.activity"),
      align: "end",
      wideOnly: true,
      className: "@max-[60rem]:hidden",
      cell: activity,
    },
  ];
  return (
    <div className="@container" data-roving>
      <Table
        dense
        className={TIGHT}
        caption={t("caption")}
        columns={columns}
        rows={tickets}
        rowKey={(row) => row.id}
        href={(row) => deskTicketHref(row.number, from) as Route}
      />
    </div>
  );
}

function Subject({ row, unreadLabel }: { row: StaffTicketSummary; unreadLabel: string }) {
  return (
    <span
      className={cx(
        "block truncate max-sm:line-clamp-2 max-sm:whitespace-normal",
        row.unread ? "font-semibold" : "font-normal sm:font-medium",
      )}
    >
      {row.unread && (
        <span className="absolute start-1.5 top-1/2 size-1.5 -translate-y-1/2 rounded-full bg-primary max-sm:top-[1.375rem]">
          <span className="sr-only">{unreadLabel}</span>
        </span>
      )}
      {row.subject}
    </span>
  );
}

function Assignee({ name, nobody }: { name: string | null; nobody: string }) {
  if (!name) {
    return (
      <span className="flex items-center gap-1.5 text-fg-muted">
        <span className="size-6 rounded-full border border-line-hover border-dashed" data-tooltip={nobody} />
        <span className="sr-only min-[100rem]:not-sr-only">{nobody}</span>
      </span>
    );
  }
  return (
    <span className="flex items-center gap-1.5" data-tooltip={name}>
      <Avatar name={name} size="sm" />
      <span className="sr-only min-[100rem]:not-sr-only min-[100rem]:max-w-32 min-[100rem]:truncate">
        {name}
      </span>
    </span>
  );
}
