import PostalMime, { type Address, type Attachment } from "postal-mime";
import { addressList, fromHeaders } from "./mail-parts";
import type { IncomingMail, MailFile } from "./types";

/** Far beyond what people write, far below what hurts. A message beyond them is refused as a whole. */
const LIMITS = { maxNestingDepth: 40, maxHeadersSize: 512 * 1024, maxRfc822NestingDepth: 3 };

/** No letter is longer; some carry their pictures inside. */
const MAX_HTML = 2_000_000;

/** Reads a message as it went over the wire (RFC 5322 with MIME). Throws on what is beyond the limits. */
export async function readMime(bytes: Uint8Array): Promise<IncomingMail> {
  const mail = await PostalMime.parse(bytes, LIMITS);
  const headers = mail.headers.map(({ key, value }) => ({ name: key, value }));
  const [sender] = flatten(mail.from ? [mail.from] : []);
  const arrivedAt = headers
    .filter(({ name }) => ["delivered-to", "x-original-to", "envelope-to", "x-forwarded-to"].includes(name))
    .map(({ value }) => value.replace(/^<|>$/g, ""));
  return {
    ...fromHeaders(headers, {
      fromAddress: sender?.address,
      fromName: sender?.name ?? "",
      subject: mail.subject ?? "",
    }),
    recipients: addressList([
      ...flatten([...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])]).map(({ address }) => address),
      ...arrivedAt,
    ]),
    text: mail.text ?? (mail.html ? await htmlToText(mail.html) : ""),
    html: mail.html ?? null,
    files: mail.attachments.map(toFile),
    provider: null,
  };
}

/** The words of a web page, for e-mails that consist of nothing else. */
export async function htmlToText(html: string): Promise<string> {
  const edge = crypto.randomUUID();
  // The parser turns HTML into text where the rest of a message is text.
  const message = [
    `Content-Type: multipart/mixed; boundary="${edge}"`,
    "",
    `--${edge}`,
    "Content-Type: text/plain",
    "",
    "",
    `--${edge}`,
    "Content-Type: text/html; charset=utf-8",
    "",
    html.slice(0, MAX_HTML),
    `--${edge}--`,
    "",
  ];
  const { text } = await PostalMime.parse(message.join("\r\n"), LIMITS);
  return (text ?? "").trim();
}

function flatten(addresses: readonly Address[]): { name: string; address: string }[] {
  return addresses.flatMap((one) => (one.group ? one.group : [{ name: one.name, address: one.address }]));
}

function toFile({ filename, mimeType, disposition, related, content }: Attachment): MailFile {
  return {
    name: filename ?? "",
    type: mimeType,
    isInline: related === true || disposition === "inline",
    bytes: typeof content === "string" ? Buffer.from(content) : new Uint8Array(content),
  };
}
