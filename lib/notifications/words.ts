import type { Audience } from "../tickets/types";
import { TICKET_STATUSES } from "../tickets/types";
import type { Notification, NotificationRecord } from "./types";

/** A translator of the namespace `notifications`. */
export type Translate = (key: string, values?: Record<string, string>) => string;

/** Says a notification in words, for a customer or for staff. */
export function inWords(record: NotificationRecord, audience: Audience, t: Translate): Notification {
  const actorName = textOf(record.data, "actorName");
  const isTicket = record.resourceType === "ticket";
  return {
    ...record,
    actorName,
    title: title(record, audience, actorName, t),
    detail: isTicket ? textOf(record.data, "subject") : textOf(record.data, "body"),
    href: isTicket ? ticketPath(record, audience) : null,
  };
}

function title(
  record: NotificationRecord,
  audience: Audience,
  actorName: string | null,
  t: Translate,
): string {
  if (record.event === "system") return textOf(record.data, "title") ?? t("event.system");
  const actor = actorName ?? t("someone");
  if (record.event !== "ticket_status") return t(`event.${record.event}`, { actor, audience });
  // A status that this version does not know yet is still worth a line.
  const status = TICKET_STATUSES.find((one) => one === record.data.status) ?? "other";
  return t("event.ticket_status", { actor, audience, status });
}

/** By number where there is one: it is what people recognise in the address bar. */
function ticketPath(record: NotificationRecord, audience: Audience): string | null {
  const reference = textOf(record.data, "number") ?? record.resourceId;
  if (!reference) return null;
  return `/${audience === "staff" ? "admin" : "portal"}/tickets/${reference}`;
}

function textOf(data: Record<string, unknown>, key: string): string | null {
  const value = data[key];
  return typeof value === "string" && value !== "" ? value : null;
}
