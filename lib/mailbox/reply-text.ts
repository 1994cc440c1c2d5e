import { runInNewContext } from "node:vm";
import EmailReplyParser from "email-reply-parser";
import { isForward } from "./mail-parts";
import { htmlToText } from "./read-mime";
import { attributionAt, isHeaderBlock, isRule } from "./separators";
import type { IncomingMail } from "./types";

const MAX_CHARACTERS = 60_000;
/** More lines than fit into a message, so that what is cut off here is said there. */
const MAX_LINES = 4_000;
/** Signatures have short lines; longer ones are paragraphs, and costly for the parser. */
const MAX_PARSED_LINE = 1_000;

/** The patterns of the parser are those of a backtracking engine; nobody's text may keep us longer than this. */
const PARSER_MS = 500;
/** More than this below a signature's mark is no signature, whatever the mark looked like. */
const SIGNATURE_LINES = 15;

/** In every e-mail of ours: what stands below is ours. */
const MARKER = /##-.{0,200}-##/;

/** Where mail programs put what is answered. Bounded, so that no web page can make it slow. */
const HTML_QUOTE =
  /<(?:div|blockquote|section)\b[^<>]{0,600}?(?:class|id|type)\s*=\s*["']?[^"'<>]{0,200}?(?:gmail_quote|divRplyFwdMsg|appendonsend|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|mail-editor-reference-message-container|\bcite\b)/i;

/** The text of an e-mail with line ends, lengths and empty lines as people see them. */
export function tidy(text: string): string {
  const lines = text
    .slice(0, MAX_CHARACTERS)
    .replace(/\r\n?/g, "\n")
    .replace(/[\u00a0\u2007\u202f]/g, " ")
    .replace(/\n{4,}/g, "\n\n\n")
    .split("\n", MAX_LINES)
    // "-- " is the mark of a signature, space and all.
    .map((line) => (line === "-- " ? line : line.trimEnd()));
  return lines
    .filter((line, at) => line !== "" || lines[at - 1] !== "" || lines[at - 2] !== "")
    .join("\n")
    .trim();
}

/**
 * What the sender wrote in answer, without what they answer and without their signature; "" when nothing is
 * left. Answers between the lines keep the lines. A forwarded e-mail keeps what it forwards.
 */
export async function replyText(mail: Pick<IncomingMail, "text" | "html" | "subject">): Promise<string> {
  const whole = tidy(mail.text);
  if (isForward(mail.subject)) return withoutSignature(aboveMarker(whole).text);
  const marked = aboveMarker(whole);
  const cut = aboveQuote(marked.text);
  if (!marked.isCut && cut === marked.text && mail.html) {
    const html = mail.html.slice(0, 500_000);
    const at = html.search(HTML_QUOTE);
    if (at > 0) {
      const lines = tidy(await htmlToText(html.slice(0, at))).split("\n");
      const above = withoutTrail(lines).join("\n").trim();
      if (above) return withoutSignature(above);
    }
  }
  return withoutSignature(cut);
}

/** What stands above the line of ours that asks to write above it. */
function aboveMarker(text: string): { text: string; isCut: boolean } {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => MARKER.test(line));
  if (at < 0) return { text, isCut: false };
  const below = lines.slice(at).filter((line) => !line.startsWith(">") && line.trim() !== "");
  // Who writes below or between the lines quotes ours; the lines without the sign are theirs.
  if (lines[at]?.startsWith(">") && below.length > 0) return { text, isCut: false };
  return { text: withoutTrail(lines.slice(0, at)).join("\n").trim(), isCut: true };
}

function aboveQuote(text: string): string {
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const attribution = attributionAt(lines, at);
    if (attribution === 0 && !isHeaderBlock(lines, at)) continue;
    const rest = lines.slice(at + Math.max(attribution, 1));
    if (attribution > 0 && isInterleaved(rest)) return interleaved(lines.slice(0, at), rest);
    return withoutTrail(lines.slice(0, at)).join("\n").trim();
  }
  return text;
}

/** Whether somebody wrote between or below quoted lines. */
function isInterleaved(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => line.startsWith(">"));
  if (first < 0) return false;
  const body = lines.slice(first);
  const signature = body.findIndex((line) => /^--\s*$/.test(line));
  return body
    .slice(0, signature < 0 ? undefined : signature)
    .some((line) => !line.startsWith(">") && line.trim() !== "");
}

/** Answers with the lines that they answer; what is quoted below the last answer goes. */
function interleaved(above: readonly string[], rest: readonly string[]): string {
  const answers = rest.filter((line) => !line.startsWith(">") && line.trim() !== "");
  const last = rest.findLastIndex((line) => !line.startsWith(">") && line.trim() !== "");
  const kept = rest.slice(0, last + 1);
  const firstAnswer = kept.findIndex((line) => !line.startsWith(">") && line.trim() !== "");
  // One answer below all of it needs none of it.
  const isBelow = kept.slice(firstAnswer).every((line) => !line.startsWith(">"));
  return [...above, ...(isBelow && answers.length > 0 ? kept.slice(firstAnswer) : kept)].join("\n").trim();
}

/** Lines without what leads over to a quote: empty lines, rules, quoted lines, "On Friday … wrote:". */
function withoutTrail(lines: readonly string[]): string[] {
  const kept = [...lines];
  for (;;) {
    const last = kept.at(-1);
    if (last === undefined) return kept;
    if (last.trim() === "" || last.startsWith(">") || isRule(last)) {
      kept.pop();
      continue;
    }
    const start = [1, 2, 3, 4].find((count) => attributionAt(kept, kept.length - count) === count);
    if (start === undefined) return kept;
    kept.splice(-start);
  }
}

/** Without the signature at the end, in the languages that the parser knows. */
function withoutSignature(text: string): string {
  const delimiter = text.split("\n").findIndex((line) => line === "-- " || line === "--");
  if (delimiter > 0) return text.split("\n").slice(0, delimiter).join("\n").trim();
  return (visibleText(text) ?? text).trim();
}

/** What the parser shows of a text; null when it takes too long, or would hide what is no signature. */
function visibleText(text: string): string | null {
  if (text.split("\n").some((line) => line.length > MAX_PARSED_LINE)) return null;
  const parse = () => {
    const fragments = new EmailReplyParser().read(text).getFragments();
    const last = fragments.findLastIndex((fragment) => !fragment.isHidden());
    const hidden = fragments
      .slice(last + 1)
      .map(String)
      .join("\n");
    if (last < 0 || hidden.split("\n").length > SIGNATURE_LINES) return null;
    return fragments
      .slice(0, last + 1)
      .map(String)
      .join("\n");
  };
  try {
    // The limit ends whatever runs in this thread, also the pattern of a module from outside.
    return runInNewContext("parse()", { parse }, { timeout: PARSER_MS }) as string | null;
  } catch {
    return null;
  }
}
