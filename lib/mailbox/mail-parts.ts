import type { IncomingMail, MailHeader } from "./types";

/** As far as the database keeps them. */
const LIMITS = { ids: 60, id: 500, recipients: 50, address: 320, name: 200, subject: 500 } as const;

/** Controls, and marks that turn or hide the text around them. */
const INVISIBLE = /\p{Cc}|\p{Surrogate}|[\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** An address in small letters; null for what is none. Not a full check: what is unknown is unknown anyway. */
export function toAddress(text: string | null | undefined): string | null {
  const address = (text ?? "").trim().toLowerCase();
  return address.length <= LIMITS.address &&
    /^[^\s@<>,;"\p{Cc}]{1,255}@[^\s@<>,;"\p{Cc}]{1,255}$/u.test(address)
    ? address
    : null;
}

/** Every `<…>` of a header, without repeats. */
export function messageIds(value: string | null | undefined): string[] {
  const ids = (value ?? "").slice(0, 40_000).match(/<[^<>\s]{1,498}>/g) ?? [];
  return [...new Set(ids)];
}

/** The addresses of texts, without repeats and without those that are none. */
export function addressList(texts: readonly (string | null | undefined)[]): string[] {
  const addresses = texts.map(toAddress).filter((address) => address !== null);
  return [...new Set(addresses)].slice(0, LIMITS.recipients);
}

/** Text on one line, of what people can see. */
export function oneLine(text: string, max: number): string {
  const line = text.replace(/\s+/gu, " ").replace(INVISIBLE, "").trim();
  return line.length <= max ? line : Array.from(line).slice(0, max).join("");
}

/** What every kind of body says in its headers. */
export function fromHeaders(
  headers: MailHeader[],
  {
    fromAddress,
    fromName,
    subject,
  }: { fromAddress: string | null | undefined; fromName: string; subject: string },
): Pick<IncomingMail, "headers" | "messageId" | "threadIds" | "from" | "subject" | "sentAt"> {
  const first = (name: string) => headers.find((header) => header.name === name)?.value;
  const address = toAddress(fromAddress);
  const threadIds = [...messageIds(first("in-reply-to")), ...messageIds(first("references")).toReversed()];
  const sentAt = Date.parse(first("date") ?? "");
  return {
    headers,
    messageId: messageIds(first("message-id"))[0] ?? null,
    threadIds: [...new Set(threadIds)].slice(0, LIMITS.ids),
    from: address === null ? null : { address, name: oneLine(fromName, LIMITS.name) },
    subject: oneLine(subject, LIMITS.subject),
    // A year that no calendar of ours knows is as good as none.
    sentAt: sentAt > 0 && sentAt < 32_503_680_000_000 ? new Date(sentAt).toISOString() : null,
  };
}

const PREFIX =
  /^(?:(?:re|fwd?|aw|wg|sv|vs|vb|tr|rv|res|enc|antw|ant|doorst|rif|i|r|odp|pd|ynt|ilt)(?:\[\d+\])?\s*[:：]\s*)+/i;

/** The subject of a new ticket: without "Re:" and its sisters, and without the number of another ticket. */
export function ticketSubject(subject: string): string {
  const bare = subject
    .replace(PREFIX, "")
    .replace(/\s*\[TKT-\d{4}-\d{5,12}\]/gi, "")
    .trim();
  return oneLine(bare, 200);
}

/** Whether it passes something on: then what stands below the greeting is what it is about. */
export function isForward(subject: string): boolean {
  return /^\s*(?:fwd?|wg|tr|rv|enc|doorst|vb|i)\s*[:：]/i.test(subject);
}
