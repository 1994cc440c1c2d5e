import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { StatusBadge } from "@/components/tickets/status-badge";
import { Avatar } from "@/components/ui/avatar";
import { List, ListRow } from "@/components/ui/list";
import { slaOfRow } from "@/lib/tickets/desk-sla";
import type { DeskRow } from "@/lib/tickets/desk-types";
import { deskTicketHref, type QueueAddress } from "@/lib/tickets/desk-views";
import type { Clock } from "./clock";
import { SlaDue } from "./sla-due";

/** A few tickets with their promise; `from` is the view that they belong to. */
export async function DeskList({
  label,
  tickets,
  from,
  clock,
}: {
  label: string;
  tickets: readonly DeskRow[];
  from: QueueAddress;
  clock: Clock;
}) {
  const t = await getTranslations("desk.queue");
  const words = await getTranslations("tickets.status.staff");
  return (
    <div data-roving>
      <List label={label}>
        {tickets.map((row) => (
          <ListRow
            key={row.id}
            href={deskTicketHref(row.number, from) as Route}
            title={row.subject}
            detail={
              <>
                <span className="font-mono text-xs">{row.number}</span> · {row.customerName}
              </>
            }
            trailing={
              <>
                <StatusBadge
                  status={row.status}
                  label={words(row.status)}
                  className="max-md:hidden lg:w-40"
                />
                <SlaDue ticket={{ ...row, sla: slaOfRow(row) }} clock={clock} className="lg:w-44" />
                <span data-tooltip={row.assigneeName ?? t("unassigned")} className="max-sm:hidden">
                  {row.assigneeName ? (
                    <Avatar name={row.assigneeName} size="sm" />
                  ) : (
                    <span className="block size-6 rounded-full border border-line-hover border-dashed" />
                  )}
                  <span className="sr-only">{row.assigneeName ?? t("unassigned")}</span>
                </span>
              </>
            }
          />
        ))}
      </List>
    </div>
  );
}
