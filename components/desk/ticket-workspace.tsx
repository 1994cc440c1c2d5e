import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PriorityBadge } from "@/components/tickets/priority-badge";
import { StatusBadge } from "@/components/tickets/status-badge";
import { ThreadFollow } from "@/components/tickets/thread-follow";
import { type Reader, TicketThread } from "@/components/tickets/ticket-thread";
import { Badge } from "@/components/ui/badge";
import { ChevronLeft } from "@/components/ui/control-icons";
import { CopyButton } from "@/components/ui/copy-button";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { STAFF_ACTIONS } from "@/lib/tickets/desk-schema";
import type { DeskTicket, StaffMember } from "@/lib/tickets/desk-types";
import { type QueueAddress, queueHref } from "@/lib/tickets/desk-views";
import type { TicketDrafts } from "@/lib/tickets/draft-types";
import type { StaffTicketSummary, TicketCategory, TicketEvent, TicketMessage } from "@/lib/tickets/types";
import type { AssistTool } from "@/lib/triage/assist";
import { DeskComposer } from "./desk-composer";
import { moreTasks, moreTexts, moreTicket } from "./more-texts";
import { PresenceSlot } from "./presence-slot";
import { QueueSteps } from "./queue-column";
import { ShortcutsHelp } from "./shortcuts-help";
import { SlaDue } from "./sla-due";
import { StartAtLatest } from "./start-at-latest";
import { StatusActions } from "./status-actions";
import { afterReply, deskComposerTexts, presenceTexts, resolveChoices, statusActionsTexts } from "./texts";

/** A ticket on the desk: its head, what was said and done, and where staff write. */
export async function TicketWorkspace({
  ticket,
  queue,
  from,
  reader,
  formKeys,
  drafts,
  categories,
  staff,
  tools,
  transcript,
  page,
}: {
  ticket: DeskTicket;
  /** The view that the ticket was opened from. */
  queue: readonly StaffTicketSummary[];
  from: QueueAddress;
  reader: Reader;
  formKeys: Record<"reply" | "note", string>;
  /** What the reader has begun and not sent. */
  drafts: TicketDrafts;
  categories: readonly TicketCategory[];
  staff: readonly StaffMember[];
  /** What can be done for them while they write. */
  tools: readonly AssistTool[];
  /** What was said to the assistant before it became a ticket. */
  transcript: ReactNode;
  /** The latest part of the thread, or an earlier one. */
  page: {
    messages: readonly TicketMessage[];
    events: readonly TicketEvent[];
    earlier: ReactNode;
    isLatest: boolean;
  };
}) {
  const t = await getTranslations("desk");
  const thread = await getTranslations("tickets.thread");
  const last = page.messages.at(-1);
  const canReply = ticket.allowedActions.includes("reply");
  return (
    <>
      <div className="lg:-mx-3 lg:sticky lg:top-12 lg:z-20 lg:border-b lg:bg-paper lg:px-3 lg:pt-3">
        <div className="mb-1 flex h-8 items-center justify-between gap-2 touch:h-11">
          <Link
            href={queueHref(from) as Route}
            // The queue has a script of its own, which a ticket does not need.
            prefetch={false}
            aria-keyshortcuts="Escape"
            className="hit-44 -ms-0.5 inline-flex items-center gap-0.5 text-fg-muted text-sm transition-colors hover:text-fg"
          >
            <ChevronLeft aria-hidden className="size-3.5" />
            {t(`headings.${from.view}`)}
          </Link>
          <span className="flex min-w-0 items-center gap-1">
            <PresenceSlot
              ticketId={ticket.id}
              viewerId={reader.id}
              names={Object.fromEntries(staff.map(({ id, fullName }) => [id, fullName]))}
              texts={await presenceTexts()}
            />
            <ShortcutsHelp page="ticket" />
            <QueueSteps tickets={queue} from={from} currentId={ticket.id} />
          </span>
        </div>
        <PageHeader
          title={ticket.subject}
          className="pb-3 max-lg:border-b"
          meta={<Meta ticket={ticket} reader={reader} />}
          actions={
            <StatusActions
              ticketId={ticket.id}
              version={ticket.version}
              moves={STAFF_ACTIONS.filter((move) => ticket.allowedActions.includes(move))}
              resolve={await resolveChoices(ticket, reader.locale)}
              more={{
                tasks: await moreTasks(ticket),
                ticket: moreTicket(ticket),
                clock: { locale: reader.locale, timeZone: reader.timeZone },
                texts: await moreTexts(ticket, reader.timeZone),
              }}
              texts={await statusActionsTexts(ticket)}
            />
          }
        />
      </div>
      {transcript}
      <TicketThread
        messages={page.messages}
        attachments={ticket.attachments}
        events={withoutEchoes(page.events)}
        reader={reader}
        earlier={page.earlier}
        className="flex-1 pt-2"
      />
      {page.isLatest && (
        <>
          <StartAtLatest />
          <ThreadFollow
            lastMessageId={last?.id ?? null}
            isOwn={last?.authorId === reader.id}
            announcement={thread("arrived", { name: last?.authorName ?? "" })}
            jumpLabel={thread("jump")}
          />
          <DeskComposer
            className="-mx-3 sticky bottom-[var(--tab-bar,0px)] z-10 bg-paper px-3 pt-2 pb-3"
            ticketId={ticket.id}
            authorId={reader.id}
            category={ticket.category}
            drafts={drafts}
            formKeys={formKeys}
            knownIds={page.messages.slice(-10).map(({ id }) => id)}
            latest={
              last
                ? {
                    id: last.id,
                    at: last.createdAt,
                    isOwn: last.authorId === reader.id,
                    arrived: t(last.internal ? "composer.newerNote" : "composer.newerTitle", {
                      name: last.authorName,
                    }),
                  }
                : null
            }
            canReply={canReply}
            afterReply={await afterReply(ticket.status)}
            texts={
              await deskComposerTexts(
                ticket,
                categories.map(({ slug, label }) => ({ value: slug, label })),
                reader.locale,
                tools,
              )
            }
          />
        </>
      )}
    </>
  );
}

/** Whoever gets a new ticket makes it an assigned one: the first event says both. */
function withoutEchoes(events: readonly TicketEvent[]): TicketEvent[] {
  return events.filter(
    ({ type, newValue }, at) =>
      type !== "status_changed" || newValue !== "assigned" || events[at - 1]?.type !== "assigned",
  );
}

async function Meta({ ticket, reader }: { ticket: DeskTicket; reader: Reader }) {
  const t = await getTranslations("desk.ticket");
  const words = await getTranslations("tickets");
  return (
    <>
      <span className="flex items-center gap-0.5 font-mono text-xs">
        {ticket.number}
        <CopyButton
          text={ticket.number}
          label={t("copyNumber")}
          copiedLabel={t("copied")}
          className="-my-1"
        />
      </span>
      <StatusBadge status={ticket.status} label={words(`status.staff.${ticket.status}`)} />
      <PriorityBadge priority={ticket.priority} label={words(`priority.${ticket.priority}`)} />
      <SlaDue ticket={ticket} clock={reader} />
      {ticket.isPrivate && <Badge>{t("private")}</Badge>}
      <span>
        {t.rich("opened", {
          channel: t(`channel.${ticket.channel}`),
          when: () => (
            <RelativeTime at={ticket.createdAt} locale={reader.locale} timeZone={reader.timeZone} />
          ),
        })}
      </span>
    </>
  );
}
