import { getTranslations } from "next-intl/server";
import { formatDate, formatDateTime } from "@/lib/core/dates";
import { currentPromise } from "@/lib/tickets/sla";
import { REOPEN_DAYS, reopenUntil } from "@/lib/tickets/status";
import type { TicketRecord } from "@/lib/tickets/types";
import type { Reader } from "./ticket-thread";

/** A resolved ticket closes by itself after this many days. */
const CLOSES_AFTER_DAYS = 7;
const DAY_MS = 86_400_000;

/** One sentence for the customer: what happens next, by when, and why it is not happening now. */
export async function NextStep({ ticket, reader }: { ticket: TicketRecord; reader: Reader }) {
  const t = await getTranslations("tickets.next");
  const { locale, timeZone, now } = reader;
  const promise = currentPromise(ticket, now);
  const moment = (at: Date | string) => formatDateTime(at, locale, timeZone);
  const name = ticket.assigneeName ?? t("us");

  switch (ticket.status) {
    case "waiting_customer":
    case "on_hold":
      return t(ticket.status, { name, since: moment(ticket.sla.pausedAt ?? ticket.lastActivityAt) });
    case "resolved": {
      const closes = new Date(
        Date.parse(ticket.resolvedAt ?? ticket.lastActivityAt) + CLOSES_AFTER_DAYS * DAY_MS,
      );
      return t("resolved", { closes: formatDate(closes, locale, timeZone), days: REOPEN_DAYS });
    }
    case "closed": {
      const until = reopenUntil(ticket.resolvedAt ?? ticket.lastActivityAt);
      return now <= until ? t("closed", { until: formatDate(until, locale, timeZone) }) : t("settled");
    }
    case "cancelled":
      return t("settled");
    default:
      if (!promise) return t("open", { name });
      if (promise.state === "breached")
        return t(`late.${promise.kind}`, { name, due: moment(promise.dueAt) });
      return t(`promise.${promise.kind}`, { name, due: moment(promise.dueAt) });
  }
}
