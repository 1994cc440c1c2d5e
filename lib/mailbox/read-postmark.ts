import { z } from "zod";
import { addressList, fromHeaders } from "./mail-parts";
import { htmlToText, readMime } from "./read-mime";
import type { IncomingMail } from "./types";

const text = z.string().nullish();
const person = z.object({ Email: text, Name: text });

/** The parts of Postmark's inbound JSON that say something. Others send the same shape. */
const inbound = z.object({
  From: text,
  FromFull: person.nullish(),
  ToFull: z.array(person).max(500).nullish(),
  CcFull: z.array(person).max(500).nullish(),
  BccFull: z.array(person).max(500).nullish(),
  OriginalRecipient: text,
  Subject: text,
  Date: text,
  MessageID: text,
  TextBody: text,
  HtmlBody: text,
  /** The message as it went over the wire, when the server is set up to include it. */
  RawEmail: text,
  Headers: z
    .array(z.object({ Name: z.string(), Value: z.string() }))
    .max(2_000)
    .nullish(),
  Attachments: z
    .array(z.object({ Name: text, Content: z.string(), ContentType: text, ContentID: text }))
    .max(500)
    .nullish(),
});

/** Reads a body of Postmark's inbound webhook. Throws on what is none. */
export async function readPostmark(bytes: Uint8Array): Promise<IncomingMail> {
  const body = inbound.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const arrivedAt = addressList([body.OriginalRecipient]);
  if (body.RawEmail) {
    const mail = await readMime(new TextEncoder().encode(body.RawEmail));
    const added = (body.Headers ?? []).map(toHeader).filter(({ name }) => ADDED.has(name));
    return {
      ...mail,
      // What the server found out about the sender stands in its own list alone.
      headers: [...added, ...mail.headers],
      recipients: [...new Set([...arrivedAt, ...mail.recipients])].slice(0, 50),
      provider: "postmark",
    };
  }
  const headers = (body.Headers ?? []).map(toHeader);
  const has = (name: string) => headers.some((header) => header.name === name);
  if (body.Date && !has("date")) headers.push({ name: "date", value: body.Date });
  if (body.MessageID && !has("message-id")) {
    headers.push({ name: "message-id", value: `<${body.MessageID}@inbound.postmarkapp.com>` });
  }
  const people = [...(body.ToFull ?? []), ...(body.CcFull ?? []), ...(body.BccFull ?? [])];
  return {
    ...fromHeaders(headers, {
      fromAddress: body.FromFull?.Email ?? body.From,
      fromName: body.FromFull?.Name ?? "",
      subject: body.Subject ?? "",
    }),
    recipients: addressList([...arrivedAt, ...people.map(({ Email }) => Email)]),
    text: body.TextBody || (body.HtmlBody ? await htmlToText(body.HtmlBody) : ""),
    html: body.HtmlBody || null,
    files: (body.Attachments ?? []).map(({ Name, Content, ContentType, ContentID }) => ({
      name: Name ?? "",
      type: (ContentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "",
      isInline: Boolean(ContentID),
      bytes: new Uint8Array(Buffer.from(Content, "base64")),
    })),
    provider: "postmark",
  };
}

/** What Postmark's own servers write. */
const ADDED = new Set(["received-spf", "x-spam-tests", "x-spam-status"]);

function toHeader({ Name, Value }: { Name: string; Value: string }) {
  return { name: Name.toLowerCase(), value: Value };
}
