import { createTranslator } from "next-intl";
import { formatDate } from "@/lib/core/dates";
import type { Email } from "@/lib/email/render";
import { type EmailRecipient, ticketLetter } from "@/lib/tickets/email";
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
  recipients: EmailRecipient[];
};

type Reader = { locale: string; hasAccount: boolean; canReply: boolean };

/** The reminder that a resolved ticket closes by itself. It asks for nothing but an objection. */
export function closingEmail(facts: ClosingEmailFacts, siteUrl: string, reader: Reader): Promise<Email> {
  const t = createTranslator({ locale: "en", messages, namespace: "closing" });
  const date = formatDate(facts.closesAt, reader.locale, facts.timeZone);
  return ticketLetter(facts, siteUrl, reader, {
    heading: t("heading", { date }),
    body: t("body", { date }),
    note: t("note"),
  });
}
