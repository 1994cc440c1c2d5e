import { storable } from "@/lib/tickets/schema";
import texts from "@/messages/en/mailbox.json";
import { plainToMarkdown } from "./plain-markdown";
import { replyText, tidy } from "./reply-text";
import type { IncomingMail } from "./types";

/** The longest message that a ticket takes, in characters as PostgreSQL counts them. */
const MAX_BODY = 10_000;
const ROOM_FOR_NOTES = 1_500;
const MAX_NAME = 60;

type Mail = Pick<IncomingMail, "text" | "html" | "subject" | "files">;
type Refusal = { name: string; refused: "wrong_type" | "too_large" | "too_many" | "empty" | null };

/** An e-mail as the first message of a ticket, in Markdown: all of it but a signature. */
export async function firstMessage(mail: Mail, files: readonly Refusal[]): Promise<string> {
  const [text = ""] = tidy(mail.text).split(/\n-- ?\n/, 1);
  return withNotes(text.trim(), mail, files);
}

/** An e-mail as an answer in a ticket, in Markdown: what its sender wrote anew. */
export async function replyMessage(mail: Mail, files: readonly Refusal[]): Promise<string> {
  return withNotes(await replyText(mail), mail, files);
}

function withNotes(text: string, mail: Mail, files: readonly Refusal[]): string {
  const written = storable(text);
  const words = written || (mail.files.length > 0 ? texts.onlyFiles : texts.nothing);
  const body = written ? plainToMarkdown(words) : `*${words}*`;
  const characters = Array.from(body);
  const shown =
    characters.length <= MAX_BODY - ROOM_FOR_NOTES
      ? body
      : `${characters
          .slice(0, MAX_BODY - ROOM_FOR_NOTES)
          .join("")
          .trimEnd()}…\n\n*${texts.shortened}*`;
  const notes = refusals(files);
  return Array.from(notes ? `${shown}\n\n${notes}` : shown)
    .slice(0, MAX_BODY)
    .join("");
}

/** What the customer should know of files that did not come through. */
function refusals(files: readonly Refusal[]): string {
  const lines = files.flatMap(({ name, refused }) =>
    refused === null
      ? []
      : [`- ${plainToMarkdown(storable(name).slice(0, MAX_NAME))}: ${texts.refused[refused]}`],
  );
  const shown = lines.slice(0, 8);
  const rest = lines.length - shown.length;
  if (rest > 0) shown.push(`- ${texts.more.replace("{count}", String(rest))}`);
  return shown.length === 0 ? "" : `*${texts.notKept}*\n\n${shown.join("\n")}`;
}
