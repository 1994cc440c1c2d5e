import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { StatusBadge } from "@/components/tickets/status-badge";
import { cx } from "@/components/ui/cx";
import { LinkButton } from "@/components/ui/link-button";
import { Markdown } from "@/components/ui/markdown";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DeskTicket } from "@/lib/tickets/desk-types";
import { deskTicketHref } from "@/lib/tickets/desk-views";
import type { Clock } from "./clock";
import { LookMarks } from "./look-marks";
import { SlaDue } from "./sla-due";

const SHOWN = 4;

/** A ticket at a glance: how it stands, whose it is, and what was said last. */
export async function TicketPreview({ ticket, clock }: { ticket: DeskTicket; clock: Clock }) {
  const t = await getTranslations("queue.preview");
  const words = await getTranslations("tickets.status.staff");
  const nobody = (await getTranslations("desk.queue"))("unassigned");
  const latest = ticket.messages.slice(-SHOWN).toReversed();
  return (
    <article className="flex flex-col text-sm">
      <header className="border-b p-4">
        <p className="font-mono text-fg-muted text-xs">{ticket.number}</p>
        <h2 className="mt-0.5 font-semibold text-base">{ticket.subject}</h2>
        <LookMarks ticket={ticket} className="mt-2" />
        <dl className="mt-3 grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
          <Fact name={t("status")}>
            <StatusBadge status={ticket.status} label={words(ticket.status)} />
          </Fact>
          <Fact name={t("due")}>
            <SlaDue ticket={ticket} clock={clock} />
          </Fact>
          <Fact name={t("customer")}>{ticket.customerName}</Fact>
          <Fact name={t("assignee")}>{ticket.assigneeName ?? nobody}</Fact>
          {ticket.tags.length > 0 && <Fact name={t("tags")}>{ticket.tags.join(", ")}</Fact>}
        </dl>
        <LinkButton href={deskTicketHref(ticket.number) as Route} size="sm" className="mt-3">
          {t("open")}
        </LinkButton>
      </header>
      <h3 className="px-4 pt-3 font-medium text-fg-muted text-xs">{t("latest")}</h3>
      <ol className="flex flex-col gap-3 p-4">
        {latest.map((message) => (
          <li
            key={message.id}
            className={cx(message.internal && "-mx-2 rounded-md bg-warning-soft px-2 py-1.5")}
          >
            <p className="flex justify-between gap-3 text-xs">
              <span className="truncate font-medium">
                {message.internal ? t("noteBy", { name: message.authorName }) : message.authorName}
              </span>
              <RelativeTime
                at={message.createdAt}
                locale={clock.locale}
                timeZone={clock.timeZone}
                className="shrink-0 text-fg-muted"
              />
            </p>
            <div className="mt-1 line-clamp-6 text-fg-secondary">
              <Markdown>{message.body}</Markdown>
            </div>
          </li>
        ))}
      </ol>
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-muted">{name}</dt>
      <dd className="truncate">{children}</dd>
    </>
  );
}
