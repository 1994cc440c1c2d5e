import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { StatusBadge } from "@/components/tickets/status-badge";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { List, ListRow } from "@/components/ui/list";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TicketSummary } from "@/lib/tickets/types";
import type { Reader } from "./reader";

/** The tickets in which something happened last. */
export async function RecentTickets({
  tickets,
  reader,
}: {
  tickets: readonly TicketSummary[];
  reader: Reader;
}) {
  const [t, words] = await Promise.all([getTranslations("dashboard.tickets"), getTranslations("tickets")]);
  return (
    <Card
      title={t("title")}
      actions={
        <LinkButton href="/portal/tickets" variant="ghost" size="sm" className="-me-2">
          {t("all")}
        </LinkButton>
      }
      flush
    >
      {tickets.length === 0 ? (
        <p className="px-4 py-6 text-fg-muted text-sm">{t("empty")}</p>
      ) : (
        <List label={t("title")}>
          {tickets.map((ticket) => (
            <ListRow
              key={ticket.id}
              href={`/portal/tickets/${ticket.number}` as Route}
              title={ticket.subject}
              detail={
                <>
                  <span className="font-mono text-xs">{ticket.number}</span>
                  <span aria-hidden> · </span>
                  <RelativeTime
                    at={ticket.lastActivityAt}
                    locale={reader.locale}
                    timeZone={reader.timeZone}
                  />
                </>
              }
              trailing={
                <StatusBadge status={ticket.status} label={words(`status.customer.${ticket.status}`)} />
              }
              unread={ticket.unread}
              unreadLabel={t("unread")}
            />
          ))}
        </List>
      )}
    </Card>
  );
}
