import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import { ArrowDown, ArrowUp } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { slaOfRow } from "@/lib/tickets/desk-sla";
import { deskTicketHref, type QueueAddress, queueHref } from "@/lib/tickets/desk-views";
import type { StaffTicketSummary } from "@/lib/tickets/types";
import type { Clock } from "./clock";
import { SlaDue } from "./sla-due";

type Props = { tickets: readonly StaffTicketSummary[]; from: QueueAddress; currentId: string };

/** The view that a ticket was opened from, beside it on a wide screen. */
export async function QueueColumn({ tickets, from, currentId, clock }: Props & { clock: Clock }) {
  const t = await getTranslations("desk");
  return (
    <nav
      aria-label={t("ticket.list")}
      className="sticky top-12 hidden h-[calc(100dvh-3rem)] flex-col overflow-y-auto border-e min-[90rem]:flex"
    >
      <Link
        href={queueHref(from) as Route}
        prefetch={false}
        className="sticky top-0 z-10 flex h-11 shrink-0 items-center justify-between border-b bg-paper px-4 font-semibold text-sm hover:bg-hover focus-visible:-outline-offset-2"
      >
        {t(`headings.${from.view}`)}
      </Link>
      {tickets.length === 0 && <p className="p-4 text-fg-muted text-sm">{t("ticket.listEmpty")}</p>}
      <ul className="divide-y">
        {tickets.map((row) => (
          <li key={row.id}>
            <Link
              href={deskTicketHref(row.number, from) as Route}
              aria-current={row.id === currentId ? "true" : undefined}
              className="relative block px-4 py-2.5 text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2 aria-[current]:bg-active"
            >
              {row.unread && row.id !== currentId && (
                <span className="absolute start-1.5 top-[1.0625rem] size-1.5 rounded-full bg-primary">
                  <span className="sr-only">{t("queue.unread")}</span>
                </span>
              )}
              <span className={cx("block truncate", row.unread ? "font-semibold" : "font-medium")}>
                {row.subject}
              </span>
              <span className="mt-0.5 flex justify-between gap-2 text-fg-muted text-xs">
                <span className="truncate">{row.customerName}</span>
                <RelativeTime
                  at={row.lastActivityAt}
                  locale={clock.locale}
                  timeZone={clock.timeZone}
                  className="shrink-0"
                />
              </span>
              <SlaDue
                ticket={{ ...row, sla: slaOfRow(row) }}
                clock={clock}
                className="mt-1 text-xs! [&_.icon]:size-3.5"
              />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The tickets before and after this one in the view that it was opened from. */
export async function QueueSteps({ tickets, from, currentId }: Props) {
  const t = await getTranslations("desk.ticket");
  const at = tickets.findIndex(({ id }) => id === currentId);
  const previous = tickets[at - 1];
  // What has left the view leads to what is now at its top.
  const next = tickets[at + 1];
  return (
    <span className="flex items-center max-sm:hidden">
      <Step ticket={previous} from={from} label={t("previous")} keys="k" icon={<ArrowUp aria-hidden />} />
      <Step ticket={next} from={from} label={t("next")} keys="j" icon={<ArrowDown aria-hidden />} />
    </span>
  );
}

function Step({
  ticket,
  from,
  label,
  keys,
  icon,
}: {
  ticket: StaffTicketSummary | undefined;
  from: QueueAddress;
  label: string;
  keys: string;
  icon: React.ReactNode;
}) {
  if (!ticket) {
    return (
      <span aria-hidden className="flex size-8 items-center justify-center text-fg-disabled touch:size-11">
        {icon}
      </span>
    );
  }
  return (
    <LinkButton
      href={deskTicketHref(ticket.number, from) as Route}
      variant="ghost"
      label={label}
      icon={icon}
      aria-keyshortcuts={keys}
      data-tooltip-keys={keys}
    />
  );
}
