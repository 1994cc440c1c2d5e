import { messageIds, toAddress } from "./mail-parts";
import { headerOf, type IncomingMail } from "./types";

/** What a mail server says about an e-mail of ours. */
export type DeliveryFailure = {
  /** The id of the e-mail that was not delivered. */
  messageId: string | null;
  recipient: string | null;
  /** Whether it is given up; otherwise it is only late. */
  isFinal: boolean;
  /** "5.1.1", "550 5.1.1 User unknown" */
  reason: string;
};

/** Nothing of interest stands further down in what comes back. */
const HEAD = 64 * 1024;

/**
 * Reads a report of non-delivery (RFC 3464), or one without form from a server that knows none; null for
 * any other e-mail.
 */
export function deliveryFailure(mail: IncomingMail): DeliveryFailure | null {
  const type = headerOf(mail, "content-type") ?? "";
  const report = mail.files.find((file) => file.type === "message/delivery-status");
  if (report || /report-type\s*=\s*"?delivery-status/i.test(type)) return fromReport(mail, report?.bytes);
  const isFromServer =
    /^(?:mailer-daemon|postmaster)@/.test(mail.from?.address ?? "") &&
    (headerOf(mail, "return-path")?.trim() ?? "<>") === "<>";
  return isFromServer ? fromText(mail) : null;
}

function fromReport(mail: IncomingMail, bytes: Uint8Array | undefined): DeliveryFailure {
  const text = headOf(bytes).replace(/\r?\n[ \t]+/g, " ");
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(text)?.[1]?.trim() ?? "";
  const recipient = field("Final-Recipient") || field("Original-Recipient");
  const returned = mail.files.find(({ type }) =>
    /^(?:message\/(?:rfc822|global)|text\/rfc822-headers)/.test(type),
  );
  const status = field("Status");
  const diagnostic = field("Diagnostic-Code").replace(/^smtp;\s*/i, "");
  return {
    messageId: idIn(headOf(returned?.bytes)) ?? mail.threadIds[0] ?? null,
    recipient: toAddress(recipient.replace(/^[a-z0-9-]+;/i, "").replace(/[<>]/g, "")),
    isFinal: /^failed/i.test(field("Action")) || (!field("Action") && status.startsWith("5")),
    reason: (diagnostic || status || mail.subject).slice(0, 400),
  };
}

/** Some servers only write a letter, with the e-mail or its head below. */
function fromText(mail: IncomingMail): DeliveryFailure {
  const text = mail.text.slice(0, HEAD);
  const returned = mail.files.find(({ type }) => /^(?:message\/rfc822|text\/rfc822-headers)/.test(type));
  // A reply code of SMTP (RFC 5321, 4.2) begins a word; digits within an address or an id are none.
  const [, reason] = /(?<![^\s:"'(])([45]\d\d[ -][^\n]{3,300})/.exec(text) ?? [];
  return {
    messageId: idIn(text) ?? idIn(headOf(returned?.bytes)) ?? mail.threadIds[0] ?? null,
    recipient: null,
    isFinal: !/\b(?:delayed|will (?:be )?retr|still trying|warning)/i.test(
      mail.subject + text.slice(0, 2_000),
    ),
    reason: (reason ?? mail.subject).slice(0, 400),
  };
}

function idIn(text: string): string | null {
  const [, value] = /^message-id:[ \t]*(?:\r?\n[ \t]+)?(\S+)/im.exec(text) ?? [];
  return messageIds(value)[0] ?? null;
}

function headOf(bytes: Uint8Array | undefined): string {
  return bytes ? new TextDecoder().decode(bytes.subarray(0, HEAD)) : "";
}
