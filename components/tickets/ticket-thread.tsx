import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { Bell, Lock, Sparkles } from "@/components/ui/icons";
import { Markdown } from "@/components/ui/markdown";
import { daysBetween, formatDate, formatDateTime, formatTime } from "@/lib/core/dates";
import { threadDays, writerOf } from "@/lib/tickets/thread";
import type { Audience, TicketAttachment, TicketEvent, TicketMessage } from "@/lib/tickets/types";
import { AttachmentList } from "./attachment-list";
import { EventLine } from "./event-line";

/** Who reads, in which zone and language, and when: all that the thread's words depend on. */
export type Reader = { id: string; audience: Audience; locale: string; timeZone: string; now: Date };

/**
 * What was said and what happened, oldest first, by days. Both sides read it: notes and assignments are
 * in it only when the data holds them, which is for staff.
 */
export async function TicketThread({
  messages,
  attachments,
  events,
  reader,
  earlier,
  className,
}: {
  messages: readonly TicketMessage[];
  attachments: readonly TicketAttachment[];
  events: readonly TicketEvent[];
  reader: Reader;
  /** The way to messages before these, when there are any. */
  earlier?: ReactNode;
  className?: string;
}) {
  const t = await getTranslations("tickets.thread");
  // Events older than the first message shown belong to an earlier page.
  const since = earlier ? (messages[0]?.createdAt ?? "") : "";
  const shown = events.filter((event) => event.createdAt >= since);
  return (
    <section aria-label={t("label")} className={className}>
      {earlier}
      {threadDays(messages, shown, reader.timeZone).map(({ day, items }) => (
        <div key={day} className="flex flex-col">
          <DayLine at={firstTime(items[0])} reader={reader} today={t("today")} yesterday={t("yesterday")} />
          {items.map((item) =>
            item.kind === "event" ? (
              <EventLine key={item.event.id} event={item.event} reader={reader} />
            ) : (
              <Message
                key={item.message.id}
                message={item.message}
                files={attachments.filter((file) => file.messageId === item.message.id)}
                continues={item.continues}
                reader={reader}
              />
            ),
          )}
        </div>
      ))}
    </section>
  );
}

function firstTime(item: ReturnType<typeof threadDays>[number]["items"][number] | undefined): string {
  return item?.kind === "message" ? item.message.createdAt : (item?.event.createdAt ?? "");
}

function DayLine({
  at,
  reader,
  today,
  yesterday,
}: {
  at: string;
  reader: Reader;
  today: string;
  yesterday: string;
}) {
  const days = daysBetween(at, reader.now, reader.timeZone);
  const label = days === 0 ? today : days === 1 ? yesterday : formatDate(at, reader.locale, reader.timeZone);
  return (
    <h2 className="flex items-center gap-3 py-3 font-medium text-fg-muted text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {label}
    </h2>
  );
}

async function Message({
  message,
  files,
  continues,
  reader,
}: {
  message: TicketMessage;
  files: readonly TicketAttachment[];
  continues: boolean;
  reader: Reader;
}) {
  const t = await getTranslations("tickets.thread");
  const isOwn = message.authorId === reader.id;
  const writer = writerOf(message);
  const badge = t(`author.${writer}`);
  const isMachine = writer === "ai" || writer === "auto";
  const isOurs = writer !== "customer";
  const name = isOwn && reader.audience === "customer" ? t("you") : message.authorName;
  return (
    <article
      id={`m-${message.id}`}
      aria-label={t("by", { name })}
      data-author={message.authorType}
      className={cx(
        "grid scroll-mt-20 grid-cols-[2rem_minmax(0,1fr)] gap-x-3",
        continues ? "pt-1 pb-2" : "pt-3 pb-2",
        message.internal && "-mx-3 my-1 rounded-lg border border-warning-border bg-warning-soft px-3",
      )}
    >
      {continues ? <span /> : <AuthorMark message={message} />}
      <div className="min-w-0">
        {!continues && (
          <header className="mb-0.5 flex min-h-6 flex-wrap items-center gap-x-2">
            <span className="font-semibold text-fg">{name}</span>
            {isOurs && reader.audience === "customer" && name !== badge && (
              <Badge tone={BADGE_TONE[writer]}>{badge}</Badge>
            )}
            {isMachine && reader.audience === "staff" && name !== badge && <Badge>{badge}</Badge>}
            {message.internal && (
              <Badge tone="warning" icon={<Lock aria-hidden />}>
                {t("internal")}
              </Badge>
            )}
            <Time at={message.createdAt} reader={reader} />
          </header>
        )}
        <Markdown className={cx("max-w-reading text-base", BODY[writer] ?? "text-fg")}>
          {message.body}
        </Markdown>
        <AttachmentList attachments={files} locale={reader.locale} className="mt-3" />
      </div>
    </article>
  );
}

/** What no person wrote looks like it. */
const BODY: Partial<Record<ReturnType<typeof writerOf>, string>> = {
  auto: "rounded-lg border px-3.5 py-2.5 text-fg",
  ai: "rounded-lg border border-info-border bg-info-soft px-3.5 py-2.5 text-fg",
  system: "rounded-lg border border-dashed px-3.5 py-2.5 text-fg-secondary",
};
const BADGE_TONE = {
  staff: "primary",
  ai: "info",
  auto: "neutral",
  system: "neutral",
  customer: "neutral",
} as const;

/** A person by their initials, a machine by its sign. */
function AuthorMark({ message }: { message: TicketMessage }) {
  const writer = writerOf(message);
  if (writer === "customer" || writer === "staff") {
    return <Avatar name={message.authorName} tone={writer === "staff" ? "primary" : "neutral"} />;
  }
  const Icon = writer === "ai" ? Sparkles : Bell;
  return (
    <span
      className={cx(
        "flex size-8 items-center justify-center rounded-full",
        writer === "ai" ? "bg-info-soft text-info-text" : "bg-active text-fg-muted",
      )}
    >
      <Icon aria-hidden className="size-4" />
    </span>
  );
}

/** The hour, since the day stands above; the whole moment as its tooltip. */
function Time({ at, reader }: { at: string; reader: Reader }) {
  return (
    <time
      dateTime={at}
      title={formatDateTime(at, reader.locale, reader.timeZone)}
      className="text-fg-muted text-xs"
    >
      {formatTime(at, reader.locale, reader.timeZone)}
    </time>
  );
}
