import { createTranslator } from "next-intl";
import { toBranding } from "@/lib/branding/branding";
import { truncate } from "@/lib/core/text";
import { escapeHtml } from "@/lib/email/html";
import { renderEmail } from "@/lib/email/layout";
import { markdownToEmailHtml } from "@/lib/email/markdown";
import messages from "@/messages/en/email.json";
import type { TicketStatus } from "./types";

/** What the database says about a reply that somebody is to be told of by e-mail. */
export type ReplyEmailFacts = {
  ticketId: string;
  number: string;
  subject: string;
  status: TicketStatus;
  customerId: string;
  authorName: string;
  /** Markdown. */
  body: string;
  branding: unknown;
  recipients: { email: string; fullName: string; locale: string }[];
};

export type Email = { subject: string; text: string; html: string };

const PREHEADER_LENGTH = 120;

/** The e-mail about an answer of staff, for one recipient. `siteUrl` is the portal's public origin. */
export function replyEmail(facts: ReplyEmailFacts, siteUrl: string): Email {
  const branding = toBranding(facts.branding);
  const t = createTranslator({ locale: "en", messages, namespace: "reply" });
  const { number, subject, authorName: author, body } = facts;
  const href = `${siteUrl}/portal/tickets/${number}`;
  const heading = t("heading", { author });
  const about = t("about", { subject, number });
  const waiting = facts.status === "waiting_customer" ? t("waiting") : null;
  const footer = [t("reason", { number, brand: branding.name }), t("answer")];
  const mailSubject = t("subject", { subject, number });
  return {
    subject: mailSubject,
    text: [heading, about, body, waiting, `${t("action")}: ${href}`, ["-- ", ...footer].join("\n")]
      .filter((part) => part !== null)
      .join("\n\n"),
    html: renderEmail({
      branding,
      locale: "en",
      subject: mailSubject,
      preheader: truncate(body.replace(/\s+/g, " ").trim(), PREHEADER_LENGTH),
      heading,
      about,
      bodyHtml:
        markdownToEmailHtml(body) +
        (waiting ? `<p style="margin:0"><strong>${escapeHtml(waiting)}</strong></p>` : ""),
      action: { label: t("action"), href, hint: t("link") },
      footer,
    }),
  };
}
