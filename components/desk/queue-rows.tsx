import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PriorityBadge } from "@/components/tickets/priority-badge";
import { StatusBadge } from "@/components/tickets/status-badge";
import { Avatar } from "@/components/ui/avatar";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import { slaOfRow } from "@/lib/tickets/desk-sla";
import { deskTicketHref, type QueueAddress } from "@/lib/tickets/desk-views";
import type { StaffTicketSummary } from "@/lib/tickets/types";
import type { Clock } from "./clock";
import { LookMarks } from "./look-marks";
import { SlaDue } from "./sla-due";

/** A row of the queue, drawn here; the list in the browser moves it about and knows no more of it than this. */
export type QueueRow = { id: string; number: string; version: number; cells: ReactNode };

/** Width and what gives way first, the same for the head of a column and its cells. */
export const QUEUE_CELLS = {
  priority: "w-4 max-sm:hidden",
  subject: "min-w-0 flex-1",
  number: "w-[6.75rem] @max-[58rem]:hidden",
  customer: "w-32 @max-[50rem]:hidden",
  status: "w-[9.25rem] max-sm:hidden @max-[40rem]:hidden",
  assignee: "w-6 @max-[34rem]:hidden",
  sla: "w-[10.75rem] max-sm:hidden @max-[30rem]:hidden",
  activity: "w-[6.5rem] text-end @max-[66rem]:hidden",
} as const;
export type QueueCell = keyof typeof QUEUE_CELLS;

/** The tickets as rows of 40 px, and as three lines on a phone. */
export async function queueRows(
  tickets: readonly StaffTicketSummary[],
  from: QueueAddress,
  clock: Clock,
): Promise<QueueRow[]> {
  const { cursor: _, ...back } = from;
  return tickets.map((row) => ({
    id: row.id,
    number: row.number,
    version: row.version,
    cells: <Cells key={row.id} row={row} href={deskTicketHref(row.number, back)} clock={clock} />,
  }));
}

async function Cells({ row, href, clock }: { row: StaffTicketSummary; href: string; clock: Clock }) {
  const t = await getTranslations("desk.queue");
  const words = await getTranslations("tickets");
  const due = <SlaDue ticket={{ ...row, sla: slaOfRow(row) }} clock={clock} />;
  const status = <StatusBadge status={row.status} label={words(`status.staff.${row.status}`)} />;
  const priority = words(`priority.${row.priority}`);
  return (
    <>
      <Cell name="priority">
        <span data-tooltip={priority} className="flex">
          <PriorityBadge iconOnly priority={row.priority} label={priority} />
        </span>
      </Cell>
      <Cell name="subject">
        {row.unread && (
          <span className="absolute start-1 top-[1.0625rem] size-1.5 rounded-full bg-primary max-sm:top-5">
            <span className="sr-only">{t("unread")}</span>
          </span>
        )}
        <span className="flex min-w-0 items-center gap-2">
          <Link
            href={href as Route}
            prefetch={false}
            className={cx(
              "block min-w-0 truncate after:absolute after:inset-0 focus-visible:outline-none max-sm:line-clamp-2 max-sm:whitespace-normal",
              row.unread ? "font-semibold" : "font-medium",
            )}
          >
            {row.subject}
          </Link>
          <LookMarks ticket={row} isBrief className="shrink-0 max-sm:hidden" />
        </span>
        <span className="mt-1 flex flex-col gap-1 sm:hidden">
          <span className="truncate text-fg-muted">
            <span className="font-mono text-xs">{row.number}</span> · {row.customerName}
          </span>
          <LookMarks ticket={row} />
          <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            {status}
            {due}
          </span>
        </span>
      </Cell>
      <Cell name="number" className="font-mono text-fg-muted text-xs">
        {row.number}
      </Cell>
      <Cell name="customer" className="truncate">
        {row.customerName}
      </Cell>
      <Cell name="status">{status}</Cell>
      <Cell name="assignee">
        <Assignee name={row.assigneeName} nobody={t("unassigned")} />
      </Cell>
      <Cell name="sla">{due}</Cell>
      <Cell name="activity" className="truncate text-fg-muted">
        <RelativeTime at={row.lastActivityAt} locale={clock.locale} timeZone={clock.timeZone} />
      </Cell>
    </>
  );
}

function Cell({ name, className, children }: { name: QueueCell; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the browser cannot leave out rows of a table element that are out of sight
    <span role="cell" className={cx("block shrink-0", QUEUE_CELLS[name], className)}>
      {children}
    </span>
  );
}

function Assignee({ name, nobody }: { name: string | null; nobody: string }) {
  return (
    <span className="flex" data-tooltip={name ?? nobody}>
      {name ? (
        <Avatar name={name} size="sm" />
      ) : (
        <span className="size-6 rounded-full border border-line-hover border-dashed" />
      )}
      <span className="sr-only">{name ?? nobody}</span>
    </span>
  );
}
