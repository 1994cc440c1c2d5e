import { createTranslator } from "next-intl";
import { toBranding } from "@/lib/branding/branding";
import { truncate } from "@/lib/core/text";
import { escapeHtml } from "@/lib/email/html";
import { markdownToEmailHtml } from "@/lib/email/markdown";
import { type Email, renderEmail } from "@/lib/email/render";
import messages from "@/messages/en/email.json";
import type { TicketStatus } from "./types";

/** Somebody whom an e-mail about a ticket goes to. */
export type EmailRecipient = {
  email: string;
  fullName: string;
  locale: string;
  /** Whether they sign in; others take part by e-mail alone. */
  hasAccount: boolean;
  /** Message ids of what they have got and sent about the ticket, oldest first. */
  thread: string[];
  /** When their quiet hours end, ISO 8601; null for whoever may be written to at any time. */
  notBefore: string | null;
  /** Ends e-mails about tickets without signing in; null for whoever has no account. */
  unsubscribe: string | null;
};

type TicketFacts = {
  ticketId: string;
  number: string;
  subject: string;
  status: TicketStatus;
  customerId: string;
  branding: unknown;
  recipients: EmailRecipient[];
};

/** What the database says about a reply that somebody is to be told of by e-mail. `body` is Markdown. */
export type ReplyEmailFacts = TicketFacts & { authorName: string; body: string };

/** What else is told by e-mail: the customer wrote, staff opened a ticket for them, resolved it, called it off. */
export const TICKET_EMAIL_KINDS = ["received", "opened", "resolved", "cancelled"] as const;
export type TicketEmailKind = (typeof TICKET_EMAIL_KINDS)[number];

/** What the database says about such news. `body` is Markdown of staff's, or missing. */
export type TicketEmailFacts = TicketFacts & { body: string | null };

/** `canReply`: an answer to the e-mail comes into the ticket. */
type Reader = { canReply: boolean; hasAccount: boolean };

const PREHEADER_LENGTH = 120;

const translate = () => createTranslator({ locale: "en", messages });

/** The e-mail about an answer of staff, for one recipient. `siteUrl` is the portal's public origin. */
export function replyEmail(
  facts: ReplyEmailFacts,
  siteUrl: string,
  reader: Reader = { canReply: false, hasAccount: true },
): Promise<Email> {
  const t = translate();
  return ticketLetter(facts, siteUrl, reader, {
    heading: t("reply.heading", { author: facts.authorName }),
    body: facts.body,
    note: facts.status === "waiting_customer" ? t("reply.waiting") : null,
  });
}

/** The e-mail about news of a ticket, for one recipient. */
export function ticketEmail(
  kind: TicketEmailKind,
  facts: TicketEmailFacts,
  siteUrl: string,
  reader: Reader,
): Promise<Email> {
  const t = translate();
  const intro = t(`ticket.${kind}.intro`);
  return ticketLetter(facts, siteUrl, reader, {
    heading: t(`ticket.${kind}.heading`),
    body: facts.body ? `${intro}\n\n${facts.body}` : intro,
    note:
      kind === "resolved" ? t(reader.canReply ? "ticket.resolved.reply" : "ticket.resolved.portal") : null,
  });
}

type Words = { heading: string; body: string; note: string | null };

/**
 * An e-mail about a ticket, whatever it says. All of a ticket's have one subject, so that mail programs show
 * them as one conversation.
 */
export async function ticketLetter(
  facts: Pick<TicketFacts, "number" | "subject" | "branding">,
  siteUrl: string,
  reader: Reader,
  { heading, body, note }: Words,
): Promise<Email> {
  const t = translate();
  const branding = toBranding(facts.branding);
  const { number, subject } = facts;
  const href = `${siteUrl}/portal/tickets/${number}`;
  const about = t("reply.about", { subject, number });
  const footer = [
    t("reply.reason", { number, brand: branding.name }),
    ...(reader.hasAccount ? [] : [t("reply.signUp")]),
    t(reader.canReply ? "reply.answerHere" : "reply.answer"),
  ];
  const mailSubject = t("reply.subject", { subject, number });
  const marker = reader.canReply ? t("reply.marker") : null;
  return {
    subject: mailSubject,
    text: [marker, heading, about, body, note, `${t("reply.action")}: ${href}`, ["-- ", ...footer].join("\n")]
      .filter((part) => part !== null)
      .join("\n\n"),
    html: await renderEmail({
      branding,
      locale: "en",
      subject: mailSubject,
      preheader: truncate(body.replace(/\s+/g, " ").trim(), PREHEADER_LENGTH),
      ...(marker !== null && { marker }),
      heading,
      about,
      bodyHtml:
        markdownToEmailHtml(body) +
        (note ? `<p style="margin:0"><strong>${escapeHtml(note)}</strong></p>` : ""),
      action: { label: t("reply.action"), href, hint: t("reply.link") },
      footer,
    }),
  };
}
