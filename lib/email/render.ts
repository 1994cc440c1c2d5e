import { createElement } from "react";
import type { Branding } from "@/lib/branding/branding";

/** One of several pieces of news in an e-mail. `at` is a time in words. */
export type EmailItem = {
  id: string;
  title: string;
  detail: string | null;
  at: string;
  href: string | null;
};

export type EmailContent = {
  branding: Branding;
  /** BCP 47, for screen readers and hyphenation. */
  locale: string;
  subject: string;
  /** What a list of e-mails shows after the subject. */
  preheader: string;
  /** The line above which an answer is written. */
  marker?: string;
  heading: string;
  /** The line below the heading: what the e-mail is about. */
  about: string | null;
  /** Markup of the middle, made by us: everything in it is escaped already. */
  bodyHtml?: string;
  items?: readonly EmailItem[];
  /** The one thing to do. `hint` introduces the address in full, for programs that show no buttons. */
  action: { label: string; href: string; hint: string } | null;
  /** Why this person gets this e-mail, in small print. */
  footer: readonly string[];
  /** Below that: where to choose what one gets, and to end it. */
  links?: readonly { label: string; href: string }[];
};

/** An e-mail in both of its forms. */
export type Email = { subject: string; text: string; html: string };

/** The e-mail as HTML. What draws it arrives with the first e-mail, not with the server's start. */
export async function renderEmail(content: EmailContent): Promise<string> {
  const [{ EmailFrame }, { render }] = await Promise.all([import("./frame"), import("@react-email/render")]);
  return render(createElement(EmailFrame, content));
}
