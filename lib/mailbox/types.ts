/** What can become of an e-mail, as the database's type lists it; a test compares the two. */
export const INBOUND_STATES = [
  "received",
  "replied",
  "opened",
  "quarantined",
  "ignored",
  "bounce",
  "discarded",
] as const;
export type InboundState = (typeof INBOUND_STATES)[number];

/** A header line; `name` in small letters, `value` unfolded. */
export type MailHeader = { name: string; value: string };

/** Something that came along. `type` is the sender's word. */
export type MailFile = { name: string; type: string; bytes: Uint8Array; isInline: boolean };

/** An e-mail as it came, whatever it came as. Nothing in it is to be believed. */
export type IncomingMail = {
  /** In their order, the latest server's first. */
  headers: MailHeader[];
  messageId: string | null;
  /** What it answers: `In-Reply-To`, then `References` from the latest to the earliest. */
  threadIds: string[];
  /** The address in small letters. */
  from: { address: string; name: string } | null;
  /** Everybody it was for, and where it arrived, in small letters. */
  recipients: string[];
  subject: string;
  /** ISO 8601. */
  sentAt: string | null;
  text: string;
  html: string | null;
  files: MailFile[];
  /** Who received it for us and says so in headers of its own; null for a mail server. */
  provider: "postmark" | null;
};

/** The first value of a header, or null. */
export function headerOf(mail: Pick<IncomingMail, "headers">, name: string): string | null {
  return mail.headers.find((header) => header.name === name)?.value ?? null;
}

/** Why an e-mail waits, or was set aside. A reason that this version does not know reads as `other`. */
export const INBOUND_REASONS = [
  "unknown_sender",
  "not_participant",
  "not_authentic",
  "staff_sender",
  "locked_sender",
  "closed_account",
  "ambiguous_sender",
  "no_sender",
  "too_many",
  "unreadable",
  "stuck",
  "auto_reply",
  "out_of_office",
  "mailing_list",
  "receipt",
  "loop",
  "own_address",
  "duplicate",
  "delayed",
  "unknown_failure",
  "expired",
] as const;
export type InboundReason = (typeof INBOUND_REASONS)[number] | "other";

/** An e-mail in a list. Times are ISO 8601. */
export type InboundSummary = {
  id: string;
  state: InboundState;
  reason: InboundReason | null;
  fromAddress: string | null;
  fromName: string | null;
  subject: string;
  receivedAt: string;
  hasFiles: boolean;
};

/** An e-mail as staff read it. Everything in it is its sender's word. */
export type InboundDetail = Omit<InboundSummary, "hasFiles"> & {
  recipients: string[];
  sentAt: string | null;
  /** Bytes. */
  size: number;
  text: string | null;
  files: { name: string; type: string; size: number; isInline: boolean }[];
  authentication: "pass" | "fail" | "none";
  /** Whether it can still be taken into a ticket. */
  isKept: boolean;
  decidedBy: string | null;
  decidedAt: string | null;
  ticket: { id: string; number: string; subject: string; status: string } | null;
  /** Whose it may be. */
  customers: { id: string; customerNumber: string; name: string }[];
};
