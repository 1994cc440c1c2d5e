import "server-only";
import { createHash } from "node:crypto";
import { getEnv } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import type { Json } from "@/lib/platform/supabase/database.types";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { storable } from "@/lib/tickets/schema";
import texts from "@/messages/en/mailbox.json";
import { authenticationOf } from "./authentication";
import { automaticReason } from "./automatic";
import { type DeliveryFailure, deliveryFailure } from "./delivery-status";
import { type FileOutcome, keepFiles } from "./files-service";
import { ticketSubject, toAddress } from "./mail-parts";
import { firstMessage, replyMessage } from "./message-body";
import { type MailContentType, readRawMail, removeRawMail } from "./raw-mail-service";
import { readMime } from "./read-mime";
import { readPostmark } from "./read-postmark";
import { findReplyTicket } from "./reply-address";
import type { InboundState, IncomingMail } from "./types";

const MAX_TEXT = 200_000;

type Job = {
  state: InboundState;
  contentType: MailContentType;
  rawPath: string | null;
  isDone: boolean;
  supportEmail: string | null;
};
type Outcome = {
  state: InboundState;
  reason: string | null;
  route: "reply" | "open" | "discard" | "quarantine" | null;
  rawPath: string | null;
  isDone: boolean;
  /** Whether staff said what is to become of it. */
  isDecided: boolean;
};

/**
 * Takes an e-mail that was kept to its place: into its ticket, into a new one, into quarantine or aside. Safe to
 * repeat at any point. Throws when something should be tried again.
 */
export async function processMail(emailId: string): Promise<void> {
  const job = await call<Job | null>("get_inbound_job", { p_id: emailId });
  if (!job) return;
  if (job.state !== "received") return finish(job);
  const raw = job.rawPath === null ? null : await readRawMail(job.rawPath);
  if (!raw?.ok) throw new Error(`the bytes of an e-mail cannot be read: ${raw?.error.code ?? "gone"}`);

  const mail = await readMail(raw.value, job.contentType);
  const failure = mail && deliveryFailure(mail);
  const facts = mail ? factsOf(mail, failure, ownAddress(job)) : unreadable(raw.value);
  const known = await call<Outcome | null>("record_email_facts", { p_id: emailId, p_facts: facts });
  if (!known) return;
  if (known.state !== "received" || !mail) return finish(known);
  if (failure?.isFinal && !known.isDecided) {
    return finish(await call<Outcome>("record_bounce", { p_id: emailId, p_failure: bounceOf(failure) }));
  }
  const isWelcome = known.route === "open" || known.route === "reply";
  const files: FileOutcome[] = isWelcome ? await keepFiles(emailId, mail.files) : [];
  const received = await call<Outcome>("receive_email", {
    p_id: emailId,
    p_input: {
      subject: storable(ticketSubject(mail.subject)) || texts.noSubject,
      body: await firstMessage(mail, files),
      reply: await replyMessage(mail, files),
    },
  });
  log.info({ inboundEmail: { emailId, state: received.state, reason: received.reason } }, "e-mail processed");
  return finish(received);
}

async function readMail(bytes: Uint8Array, contentType: MailContentType): Promise<IncomingMail | null> {
  try {
    return contentType === "message/rfc822" ? await readMime(bytes) : await readPostmark(bytes);
  } catch (error) {
    // Whatever is wrong with it is wrong at each try: staff may look at it.
    log.warn({ err: error }, "e-mail cannot be parsed");
    return null;
  }
}

function factsOf(mail: IncomingMail, failure: DeliveryFailure | null, own: string[]): Json {
  const { inboundEmailSecrets: secrets, replyDomain: domain } = getEnv();
  const sender = mail.from?.address ?? "";
  const token = domain ? findReplyTicket({ secrets, domain }, mail.recipients, sender) : null;
  const automatic = failure ? null : automaticReason(mail, { addresses: own, domain });
  return {
    messageId: mail.messageId && storable(mail.messageId),
    threadIds: mail.threadIds.map(storable),
    replyTicketId: token?.ticketId ?? null,
    replyIsSenders: token?.isSenders ?? false,
    fromAddress: mail.from && storable(mail.from.address),
    fromName: storable(mail.from?.name ?? ""),
    recipients: mail.recipients.map(storable),
    subject: storable(mail.subject),
    sentAt: mail.sentAt,
    // Cut twice: by units before all of it is looked at, then by characters as the database counts them.
    text: Array.from(storable(mail.text.slice(0, 2 * MAX_TEXT)))
      .slice(0, MAX_TEXT)
      .join(""),
    files: mail.files.slice(0, 100).map(({ name, type, bytes, isInline }) => ({
      name: storable(name).slice(0, 200),
      type: storable(type).slice(0, 100),
      size: bytes.length,
      isInline,
    })),
    authentication: authenticationOf(mail),
    dedupeKey: identityOf(mail),
    ignore: failure && !failure.isFinal ? "delayed" : automatic,
  };
}

/** What makes an e-mail the same one when it comes twice, by two ways and with other servers' marks on it. */
function identityOf(mail: IncomingMail): string {
  const hash = createHash("sha256");
  const add = (part: string | Uint8Array) => hash.update(part).update("\0");
  add(mail.messageId ?? mail.sentAt ?? "");
  for (const part of [mail.from?.address ?? "", mail.subject, mail.text, mail.html ?? ""]) add(part);
  for (const file of mail.files) {
    add(file.name);
    add(file.bytes);
  }
  return hash.digest("hex");
}

function unreadable(bytes: Uint8Array): Json {
  return { dedupeKey: createHash("sha256").update(bytes).digest("hex"), quarantine: "unreadable" };
}

function bounceOf({ messageId, recipient, reason }: DeliveryFailure): Json {
  const words = storable(reason).replace(/\s+/g, " ");
  const note = texts.bounce
    .replace("{recipient}", () => recipient ?? texts.theCustomer)
    .replace("{reason}", () => words.replaceAll("`", "'"));
  return { messageId, recipient, reason: words, note };
}

/** Mail from these addresses is our own, or pretends to be. */
function ownAddress({ supportEmail }: Job): string[] {
  const { mailFrom } = getEnv();
  const sender = toAddress(/<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom);
  return [sender, toAddress(supportEmail)].filter((address) => address !== null);
}

/** The bytes of an e-mail that is dealt with are nobody's to keep. */
async function finish({ rawPath, isDone }: Pick<Outcome, "rawPath" | "isDone">): Promise<void> {
  if (!isDone || rawPath === null) return;
  const removed = await removeRawMail([rawPath]);
  if (!removed.ok) throw new Error(`the bytes of an e-mail stay: ${removed.error.code}`);
}

type Command = "get_inbound_job" | "record_email_facts" | "record_bounce" | "receive_email";

async function call<T>(name: Command, input: Record<string, Json | string>): Promise<T> {
  const answer = unwrap(await createAdminClient().rpc(name, input as never));
  if (!answer.ok) throw new Error(`${name}: ${answer.error.reason ?? answer.error.code}`);
  return answer.value as T;
}
