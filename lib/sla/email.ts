import { createTranslator } from "next-intl";
import { toBranding } from "@/lib/branding/branding";
import { formatDate } from "@/lib/core/dates";
import { truncate } from "@/lib/core/text";
import { renderEmail } from "@/lib/email/layout";
import { markdownToEmailHtml } from "@/lib/email/markdown";
import messages from "@/messages/en/email.json";

/** What the database says about a resolved ticket that is about to close. */
export type ClosingEmailFacts = {
  ticketId: string;
  number: string;
  subject: string;
  customerId: string;
  closesAt: string;
  timeZone: string;
  branding: unknown;
  recipients: { email: string; fullName: string; locale: string }[];
};

const PREHEADER_LENGTH = 120;

/** The reminder that a resolved ticket closes by itself. It asks for nothing but an objection. */
export function closingEmail(facts: ClosingEmailFacts, siteUrl: string, locale: string) {
  const branding = toBranding(facts.branding);
  const t = createTranslator({ locale: "en", messages, namespace: "closing" });
  const { number, subject } = facts;
  const date = formatDate(facts.closesAt, locale, facts.timeZone);
  const href = `${siteUrl}/portal/tickets/${number}`;
  const heading = t("heading", { date });
  const about = t("about", { subject, number });
  const body = t("body", { date });
  const footer = [t("reason", { number, brand: branding.name })];
  const mailSubject = t("subject", { subject, number });
  return {
    subject: mailSubject,
    text: [heading, about, body, `${t("action")}: ${href}`, ["-- ", ...footer].join("\n")].join("\n\n"),
    html: renderEmail({
      branding,
      locale: "en",
      subject: mailSubject,
      preheader: truncate(body.replace(/\s+/g, " "), PREHEADER_LENGTH),
      heading,
      about,
      bodyHtml: markdownToEmailHtml(body),
      action: { label: t("action"), href, hint: t("link") },
      footer,
    }),
  };
}
