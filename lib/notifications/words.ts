import { createTranslator } from "next-intl";
import { formatMoney, type Money } from "@/lib/core/money";
import type { Audience } from "@/lib/tickets/types";
import texts from "@/messages/en/notifications.json";
import { deviceLabel } from "./device-label";
import type { Notification, NotificationRecord } from "./types";

const t = createTranslator({ locale: "en", messages: texts });

/** Pages that customers and staff both have, under the same name. */
const SHARED_PAGES: Record<string, string | undefined> = {
  ticket: "tickets",
  quote: "quotes",
  call: "calls",
};

/** Pages that customers alone have. A module with such pages adds its line. */
const CUSTOMER_PAGES: Record<string, string | undefined> = {
  order: "/portal/orders",
  invoice: "/portal/invoices",
  service: "/portal/services",
};

/** Where a person chooses how they are told. */
export const PREFERENCES_PAGE = {
  customer: "/portal/profile/notifications",
  staff: "/admin/account/notifications",
} as const satisfies Record<Audience, string>;

/** Who the database names where no person acted. */
const ITSELF = "Portico";

/** Says a notification in words, for a customer or for staff, amounts as the reader's locale writes them. */
export function inWords(record: NotificationRecord, audience: Audience, locale = "en"): Notification {
  const actorName = textOf(record.data, "actorName");
  return {
    ...record,
    actorName: actorName === ITSELF ? null : actorName,
    title: titleOf(record, audience, actorName ?? t("someone")),
    detail: detailOf(record, locale),
    href: pathOf(record, audience),
  };
}

function titleOf({ event, data }: NotificationRecord, audience: Audience, actor: string): string {
  if (event === "system") return textOf(data, "title") ?? t("event.system");
  // A status that this version does not know yet is still worth a line.
  const status = textOf(data, "status") ?? "other";
  return t(`event.${event}`, {
    actor,
    audience,
    status,
    kind: textOf(data, "kind") ?? "other",
    number: textOf(data, "number") ?? "–",
    team: textOf(data, "teamName") ?? t("yourTeam"),
    rule: textOf(data, "ruleName") ?? "–",
    from: textOf(data, "fromNumber") ?? "–",
    reason: textOf(data, "reason") ?? "other",
    name: textOf(data, "fileName") ?? "–",
    hours: data.hours === 1 ? "1" : "other",
    channel: textOf(data, "channel") ?? "other",
  });
}

function detailOf({ event, data, resourceType }: NotificationRecord, locale: string): string | null {
  if (resourceType === "ticket") return textOf(data, "subject");
  if (resourceType === "order") return textOf(data, "number");
  if (resourceType === "domain") return textOf(data, "hostname");
  if (resourceType === "privacy_request") return textOf(data, "number");
  if (resourceType === "quote" || resourceType === "call") return textOf(data, "title");
  if (event === "email_off") return textOf(data, "address");
  if (event === "security_signin_new") return deviceLabel(textOf(data, "userAgent") ?? "");
  const money = moneyOf(data);
  if (!money) return textOf(data, "body");
  const amount = formatMoney(money, locale);
  return event === "payment_attention" ? `${amount} · ${t(`attention.${faultOf(data)}`)}` : amount;
}

/** The page of what a notification is about, by number where there is one: it is what people recognise. */
function pathOf({ data, resourceId, resourceType }: NotificationRecord, audience: Audience): string | null {
  if (resourceType === "preferences") return PREFERENCES_PAGE[audience];
  const reference = textOf(data, "number") ?? resourceId;
  if (!reference) return null;
  if (resourceType === "privacy_request") {
    const page = audience === "staff" ? "/admin/privacy" : "/portal/privacy/requests";
    return `${page}/${encodeURIComponent(reference)}`;
  }
  if (resourceType === "reseller_application") {
    return audience === "staff" ? `/admin/customers/${encodeURIComponent(reference)}` : "/portal/profile";
  }
  if (resourceType === "audit_log") return audience === "staff" ? "/admin/audit" : null;
  if (resourceType === "profile") return audience === "staff" ? "/admin/account" : "/portal/profile/security";
  // All domains stand on one page.
  if (resourceType === "domain" && audience === "customer") return "/portal/domains";
  const shared = SHARED_PAGES[resourceType ?? ""];
  if (shared) {
    return `/${audience === "staff" ? "admin" : "portal"}/${shared}/${encodeURIComponent(reference)}`;
  }
  const page = audience === "customer" ? CUSTOMER_PAGES[resourceType ?? ""] : undefined;
  return page ? `${page}/${encodeURIComponent(reference)}` : null;
}

function faultOf(data: Record<string, unknown>): keyof typeof texts.attention {
  const reason = textOf(data, "reason") ?? "";
  return reason in texts.attention ? (reason as keyof typeof texts.attention) : "other";
}

function moneyOf({ amount, currency }: Record<string, unknown>): Money | null {
  const isMoney = typeof amount === "number" && typeof currency === "string" && /^[A-Z]{3}$/.test(currency);
  return isMoney ? { amount, currency } : null;
}

function textOf(data: Record<string, unknown>, key: string): string | null {
  const value = data[key];
  return typeof value === "string" && value !== "" ? value : null;
}
