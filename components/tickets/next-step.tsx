import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { dateTimeFormat, daysBetween, formatDate, formatDateTime, formatTime } from "@/lib/core/dates";
import { currentPromise } from "@/lib/tickets/sla";
import { REOPEN_DAYS, reopenUntil } from "@/lib/tickets/status";
import type { TicketRecord, TicketStatus } from "@/lib/tickets/types";
import type { Reader } from "./ticket-thread";

/** Whoever rates like this is not done. */
const LOW_RATING = 2;

/** Colour where something is asked of the customer, or done. */
const LOOK: Partial<Record<TicketStatus, string>> = {
  waiting_customer: "border-warning-border bg-warning-soft text-warning-text",
  resolved: "border-success-border bg-success-soft text-success-text",
};

/** A sentence for the customer: what happens next, by when, and why it is not happening now. */
export async function NextStep({
  ticket,
  reader,
  action,
}: {
  ticket: TicketRecord;
  reader: Reader;
  /** What the sentence proposes. */
  action?: ReactNode;
}) {
  return (
    <div
      className={cx(
        "mb-3 flex flex-wrap items-center gap-3 rounded-md border px-3.5 py-2.5 text-sm",
        LOOK[ticket.status] ?? "bg-canvas text-fg-secondary",
      )}
    >
      <p className="min-w-0 flex-1 basis-60">{await sentence(ticket, reader)}</p>
      {action}
    </div>
  );
}

/** Whether the customer was not content with how it ended. */
export function isLowRated({ rating }: TicketRecord): boolean {
  return rating !== null && rating <= LOW_RATING;
}

async function sentence(ticket: TicketRecord, reader: Reader): Promise<string> {
  const t = await getTranslations("tickets.next");
  const { locale, timeZone, now } = reader;
  const promise = currentPromise(ticket, now);
  const moment = (at: Date | string) =>
    daysBetween(at, now, timeZone) === 0
      ? t("today", { time: formatTime(at, locale, timeZone) })
      : formatDateTime(at, locale, timeZone);
  const name = ticket.assigneeName ?? t("us");
  const canReopen = ticket.resolvedAt !== null && now <= reopenUntil(ticket.resolvedAt);
  if (isLowRated(ticket) && canReopen) return t("lowRating");

  if (ticket.status === "waiting_customer" && ticket.lastMessageAuthor === "ai") {
    return t(ticket.sla.firstRespondedAt ? "automatic" : "automaticFirst");
  }

  switch (ticket.status) {
    case "waiting_customer":
    case "on_hold":
      return t(ticket.status, { name, since: since(ticket, reader, moment) });
    case "resolved": {
      const { closesAt } = ticket.sla;
      if (closesAt === null) return t("resolvedOpen", { days: REOPEN_DAYS });
      return t("resolved", { closes: formatDate(closesAt, locale, timeZone), days: REOPEN_DAYS });
    }
    case "closed": {
      const until = reopenUntil(ticket.resolvedAt ?? ticket.lastActivityAt);
      return now <= until ? t("closed", { until: formatDate(until, locale, timeZone) }) : t("settled");
    }
    case "cancelled":
      return t("settled");
    default:
      if (!promise) return t("open", { name });
      return [
        t(`${promise.state === "breached" ? "late" : "promise"}.${promise.kind}`, {
          name,
          due: moment(promise.dueAt),
        }),
        await opening(ticket.sla.opensAt, reader),
      ]
        .filter(Boolean)
        .join(" ");
  }
}

/** Since when somebody is waited for: a time of today, the name of a day of this week, else a date. */
function since(
  { sla, lastActivityAt }: TicketRecord,
  reader: Reader,
  moment: (at: string) => string,
): string {
  const { locale, timeZone, now } = reader;
  const at = sla.statusSince ?? sla.pausedAt ?? lastActivityAt;
  const days = daysBetween(at, now, timeZone);
  if (days === 0) return moment(at);
  if (days < 7) return dateTimeFormat(locale, { weekday: "long", timeZone }).format(new Date(at));
  return formatDate(at, locale, timeZone);
}

/** That nobody is there now, and when somebody is; nothing while the desk is open. */
async function opening(at: string | null, { locale, timeZone, now }: Reader): Promise<string | null> {
  if (at === null) return null;
  const t = await getTranslations("tickets.next");
  const days = daysBetween(now, at, timeZone);
  if (days === 0) return t("closed_today", { opens: formatTime(at, locale, timeZone) });
  const weekday = { weekday: "long", hour: "2-digit", minute: "2-digit", timeZone } as const;
  const opens =
    days < 7 ? dateTimeFormat(locale, weekday).format(new Date(at)) : formatDate(at, locale, timeZone);
  return t("closed_now", { opens });
}
