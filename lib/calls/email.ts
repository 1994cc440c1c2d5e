import { createTranslator } from "next-intl";
import { type Branding, toBranding } from "@/lib/branding/branding";
import { dateTimeFormat } from "@/lib/core/dates";
import { escapeHtml } from "@/lib/email/html";
import { type Email, renderEmail } from "@/lib/email/render";
import texts from "@/messages/en/calls.json";
import { type CallEntry, callCalendar, methodOf } from "./ics";
import type { CallSummary } from "./types";

/** Somebody whose calendar has the call; `former_agent` has it no more. */
export type CallRecipient = {
  email: string;
  name: string;
  hasAccount: boolean;
  side: "customer" | "agent" | "former_agent";
  timeZone: string;
  locale: string;
};

/** What the database says about a call that somebody is told of by e-mail. */
export type CallEmailFacts = CallSummary & {
  customerName: string;
  customerId: string;
  branding: unknown;
  recipients: CallRecipient[];
};

export const CALL_EMAIL_KINDS = ["booked", "moved", "cancelled"] as const;
export type CallEmailKind = (typeof CALL_EMAIL_KINDS)[number];

export type CallEmail = Email & { icalEvent: { method: "REQUEST" | "CANCEL"; content: string } };

type Sender = { siteUrl: string; mailFrom: string };

/** The e-mail that books, moves or cancels a call in somebody's calendar, with its time where they are. */
export async function callEmail(
  kind: CallEmailKind,
  facts: CallEmailFacts,
  reader: CallRecipient,
  sender: Sender,
): Promise<CallEmail> {
  const t = createTranslator({ locale: "en", messages: texts, namespace: "email" });
  const branding = toBranding(facts.branding);
  const isOver = kind === "cancelled" || reader.side === "former_agent";
  const shown = isOver ? "cancelled" : kind;
  const isStaff = reader.side !== "customer";
  const when = whenOf(facts, reader);
  const href = `${sender.siteUrl}/${isStaff ? "admin" : "portal"}/calls/${facts.id}`;
  const heading = t(`heading.${shown}`, { when });
  const where =
    facts.channel === "video"
      ? t("byVideo", { url: facts.videoUrl ?? href })
      : t(isStaff ? "byPhoneOut" : "byPhone", { phone: facts.phone ?? "–" });
  const lines = [
    when,
    facts.purpose,
    isStaff
      ? t("with", { name: facts.customerName })
      : facts.agentName
        ? t("with", { name: facts.agentName })
        : null,
    isOver ? null : where,
    facts.notes && isStaff ? facts.notes : null,
    facts.cancelReason && kind === "cancelled" ? t("reason", { reason: facts.cancelReason }) : null,
    isOver || isStaff ? null : t("change"),
  ].filter((line): line is string => Boolean(line));
  const action = { label: t("action"), href, hint: t("link") };
  const footer = [t("why", { brand: branding.name }), ...(reader.hasAccount ? [] : [t("signUp")])];
  const subject = t(`subject.${shown}`, { purpose: facts.purpose, when });
  return {
    subject,
    text: [heading, lines.join("\n"), `${action.label}: ${href}`, ["-- ", ...footer].join("\n")].join("\n\n"),
    html: await renderEmail({
      branding,
      locale: "en",
      subject,
      preheader: `${facts.purpose} · ${when}`,
      heading,
      about: facts.purpose,
      bodyHtml: lines
        .filter((line) => line !== facts.purpose)
        .map((line) => `<p style="margin:0 0 8px;white-space:pre-line">${escapeHtml(line)}</p>`)
        .join(""),
      action,
      footer,
    }),
    icalEvent: {
      method: methodOf({ isCancelled: isOver }),
      content: callCalendar(
        {
          ...entryOf(facts, branding, sender, isStaff ? facts.customerName : facts.agentName),
          url: href,
          isCancelled: isOver,
          attendee: { name: reader.name, email: reader.email },
        },
        sender.siteUrl,
      ),
    },
  };
}

/** A call as a calendar shows it to its customer. */
export function entryOf(
  call: CallSummary,
  branding: Branding,
  { siteUrl, mailFrom }: Sender,
  other: string | null,
): CallEntry {
  const t = createTranslator({ locale: "en", messages: texts, namespace: "calendar" });
  const url = `${siteUrl}/portal/calls/${call.id}`;
  return {
    id: call.id,
    sequence: call.sequence,
    startsAt: call.startsAt,
    endsAt: call.endsAt,
    isCancelled: call.status === "cancelled",
    title: t("title", { purpose: call.purpose, other: other ?? branding.name }),
    description: [
      call.purpose,
      call.channel === "phone" && call.phone ? t("phone", { phone: call.phone }) : null,
      url,
    ]
      .filter(Boolean)
      .join("\n"),
    location: call.channel === "video" ? call.videoUrl : call.phone,
    url,
    updatedAt: call.updatedAt,
    organizer: { name: branding.name, email: addressOf(mailFrom) },
  };
}

/** "Tuesday 24 November 2026 at 10:00 GMT+2" */
function whenOf({ startsAt }: CallSummary, { locale, timeZone }: CallRecipient): string {
  return dateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  }).format(new Date(startsAt));
}

/** The address of `Portico <no-reply@portico.test>`. */
function addressOf(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
}
