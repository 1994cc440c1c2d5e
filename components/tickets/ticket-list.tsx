import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TicketSummary } from "@/lib/tickets/types";
import { PriorityBadge } from "./priority-badge";
import { customerStatus, StatusBadge } from "./status-badge";

/** The columns of a row, and of its skeleton. */
export const ROW_GRID =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:min-h-15 " +
  "sm:grid-cols-[minmax(0,1fr)_1rem_8.5rem_7rem] lg:grid-cols-[minmax(0,1fr)_5rem_9.5rem_7rem]";

type Person = { fullName: string; locale: string; timeZone: string };

/** The customer's tickets, one link each; on a phone the status moves below the subject. */
export async function TicketList({
  tickets,
  viewer,
  label,
}: {
  tickets: readonly TicketSummary[];
  viewer: Person;
  label: string;
}) {
  return (
    <ul aria-label={label} className="divide-y">
      {tickets.map((ticket) => (
        <TicketRow key={ticket.id} ticket={ticket} viewer={viewer} />
      ))}
    </ul>
  );
}

async function TicketRow({ ticket, viewer }: { ticket: TicketSummary; viewer: Person }) {
  const t = await getTranslations("tickets");
  return (
    <li>
      <Link
        href={`/portal/tickets/${ticket.number}` as Route}
        // Nobody opens all of them: each would fetch its page and the scripts of that.
        prefetch={false}
        className={cx(ROW_GRID, "relative transition-colors hover:bg-hover focus-visible:-outline-offset-2")}
      >
        {ticket.unread && (
          <span className="absolute start-1.5 top-[1.125rem] size-1.5 rounded-full bg-primary sm:top-5">
            <span className="sr-only">{t("list.unread")}</span>
          </span>
        )}
        <span className="min-w-0 max-sm:col-span-2">
          <span
            className={cx(
              "block truncate text-base text-fg max-sm:line-clamp-2 max-sm:whitespace-normal",
              ticket.unread ? "font-semibold" : "font-medium",
            )}
          >
            {ticket.subject}
          </span>
          <span className="block truncate text-fg-muted text-sm">
            <span className="font-mono text-xs">{ticket.number}</span>
            <span className="max-sm:hidden"> · {ticket.categoryLabel}</span>
            {` · ${t(`list.activity.${activity(ticket, viewer)}`, { name: ticket.lastMessageBy ?? "" })}`}
          </span>
        </span>
        <span className="max-sm:hidden">
          {ticket.priority !== "medium" && (
            // Between a phone and a desk its icon must do; the word stays for those who listen.
            <PriorityBadge
              priority={ticket.priority}
              label={t(`priority.${ticket.priority}`)}
              className="max-lg:w-4 max-lg:overflow-hidden"
            />
          )}
        </span>
        <StatusBadge
          status={customerStatus(ticket.status)}
          label={t(`status.customer.${ticket.status}`)}
          className={ticket.status === "waiting_customer" ? "font-medium text-fg!" : ""}
        />
        <RelativeTime
          at={ticket.lastActivityAt}
          locale={viewer.locale}
          timeZone={viewer.timeZone}
          className="text-end text-fg-muted text-sm"
        />
      </Link>
    </li>
  );
}

/** What happened last, in words of the catalogue. */
function activity(ticket: TicketSummary, viewer: Person) {
  if (ticket.messageCount <= 1) return "opened";
  if (ticket.lastMessageAuthor === "ai") return "answered";
  if (ticket.lastMessageAuthor === "system") return "notice";
  if (ticket.lastMessageAuthor === "customer" && ticket.lastMessageBy === viewer.fullName) return "you";
  return "replied";
}
