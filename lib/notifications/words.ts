import { createTranslator } from "next-intl";
import { type Audience, TICKET_STATUSES } from "@/lib/tickets/types";
import texts from "@/messages/en/notifications.json";
import type { Notification, NotificationRecord } from "./types";

const t = createTranslator({ locale: "en", messages: texts });

/** Says a notification in words, for a customer or for staff. */
export function inWords(record: NotificationRecord, audience: Audience): Notification {
  const actorName = textOf(record.data, "actorName");
  const isTicket = record.resourceType === "ticket";
  return {
    ...record,
    actorName,
    title: titleOf(record, audience, actorName ?? t("someone")),
    detail: textOf(record.data, isTicket ? "subject" : "body"),
    href: isTicket ? ticketPath(record, audience) : null,
  };
}

function titleOf({ event, data }: NotificationRecord, audience: Audience, actor: string): string {
  if (event === "system") return textOf(data, "title") ?? t("event.system");
  // A status that this version does not know yet is still worth a line.
  const status = TICKET_STATUSES.find((one) => one === data.status) ?? "other";
  return t(`event.${event}`, { actor, audience, status });
}

/** By number where there is one: it is what people recognise in the address bar. */
function ticketPath({ data, resourceId }: NotificationRecord, audience: Audience): string | null {
  const reference = textOf(data, "number") ?? resourceId;
  return reference && `/${audience === "staff" ? "admin" : "portal"}/tickets/${reference}`;
}

function textOf(data: Record<string, unknown>, key: string): string | null {
  const value = data[key];
  return typeof value === "string" && value !== "" ? value : null;
}
