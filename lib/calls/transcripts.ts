import type { Segment, TranscriptFormat } from "./types.ts";

/** The largest file that is read, and what the database keeps of one. */
export const MAX_TRANSCRIPT_BYTES = 900_000;
const MAX_SEGMENTS = 5_000;
const MAX_TEXT = 200_000;
const MAX_PIECE = 5_000;
const MAX_SPEAKER = 120;
const MAX_SECONDS = 172_800;

export type ParsedTranscript = {
  format: Exclude<TranscriptFormat, "integration">;
  segments: Segment[];
  text: string;
};
export type TranscriptFault = "too_large" | "unreadable" | "empty";

/** Controls but line feeds, and halves of surrogate pairs: nothing to read, and PostgreSQL refuses some. */
const UNSTORABLE = /(?!\n)\p{Cc}|\p{Surrogate}/gu;
const TIMING = /^\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})/;
/** "Thabo: Good morning", with a name that is one. */
const SPOKEN = /^\s*([\p{L}][\p{L}\p{N} .'’-]{0,60}):\s+(?=\S)/u;

/**
 * Reads a transcript as its content shows it to be: WebVTT, SubRip, JSON, or plain text with a speaker at the
 * beginning of lines. Markup and cue numbers are dropped; nothing of it is ever taken for more than words.
 */
export function parseTranscript(input: string): ParsedTranscript | { fault: TranscriptFault } {
  if (input.length > MAX_TRANSCRIPT_BYTES) return { fault: "too_large" };
  const source = input
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replaceAll("\t", " ")
    .replace(UNSTORABLE, "");
  const format = formatOf(source);
  const found =
    format === "json" ? fromJson(source) : format === "text" ? fromText(source) : fromCues(source);
  if (found === null) return { fault: "unreadable" };
  const segments = found.map(tidy).filter(({ text }) => text !== "");
  if (segments.length === 0) return { fault: "empty" };
  if (segments.length > MAX_SEGMENTS) return { fault: "too_large" };
  const text = segments
    .map(({ speaker, text: words }) => (speaker ? `${speaker}: ${words}` : words))
    .join("\n");
  return Array.from(text).length > MAX_TEXT ? { fault: "too_large" } : { format, segments, text };
}

function formatOf(source: string): ParsedTranscript["format"] {
  const start = source.trimStart();
  if (/^WEBVTT(?:\s|$)/.test(start)) return "vtt";
  if (/^[[{]/.test(start)) return "json";
  // A number, a timing, words: the first cue says it.
  const [first = "", second = ""] = start.split("\n", 2);
  return (/^\d+\s*$/.test(first) && TIMING.test(second)) || TIMING.test(first) ? "srt" : "text";
}

/** WebVTT and SubRip are cues between empty lines; what has no timing is a heading, a note or a style. */
function fromCues(source: string): Segment[] {
  return source.split(/\n{2,}/).flatMap((block): Segment[] => {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => TIMING.test(line));
    if (at < 0) return [];
    const [, start = "", end = ""] = TIMING.exec(lines[at] ?? "") ?? [];
    const words = lines.slice(at + 1).join("\n");
    const voice = /^\s*<v(?:\.[\w.-]+)?\s+([^>\n]{1,200})>/.exec(words)?.[1];
    return [{ start: seconds(start), end: seconds(end), ...spoken(unmarked(words), voice) }];
  });
}

function seconds(time: string): number {
  return time
    .replace(",", ".")
    .split(":")
    .reduce((total, part) => total * 60 + Number(part), 0);
}

function unmarked(words: string): string {
  return words
    .replace(/<[^>\n]{0,200}>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&amp;", "&");
}

function spoken(words: string, voice?: string): Pick<Segment, "speaker" | "text"> {
  if (voice) return { speaker: voice, text: words };
  const name = SPOKEN.exec(words);
  return name
    ? { speaker: name[1] ?? null, text: words.slice(name[0].length) }
    : { speaker: null, text: words };
}

/** Paragraphs, or lines where lines begin with who speaks. */
function fromText(source: string): Segment[] {
  const lines = source.split("\n");
  const hasSpeakers = lines.filter((line) => SPOKEN.test(line)).length >= 2;
  const pieces: string[] = [];
  for (const block of hasSpeakers ? lines : source.split(/\n{2,}/)) {
    // A line without a name goes on with what was said before.
    if (hasSpeakers && !SPOKEN.test(block) && pieces.length > 0) pieces.push(`${pieces.pop()}\n${block}`);
    else pieces.push(block);
  }
  return pieces.map((piece) => spoken(piece));
}

type Loose = Record<string, unknown>;

/** A list of pieces, or an object that holds one under a usual name; times in seconds or milliseconds by their name. */
function fromJson(source: string): Segment[] | null {
  let data: unknown;
  try {
    data = JSON.parse(source);
  } catch {
    return null;
  }
  const list = Array.isArray(data)
    ? data
    : ["segments", "utterances", "results", "transcript", "entries", "monologues"]
        .map((name) => (data as Loose)[name])
        .find(Array.isArray);
  if (!list) {
    const { text, transcript } = data as Loose;
    const words = typeof text === "string" ? text : transcript;
    return typeof words === "string" ? fromText(words) : null;
  }
  return list.flatMap((entry): Segment[] => {
    if (typeof entry === "string") return [spoken(entry)];
    if (typeof entry !== "object" || entry === null) return [];
    const piece = entry as Loose;
    const text = [piece.text, piece.transcript, piece.content, piece.value].find(
      (one) => typeof one === "string",
    );
    if (typeof text !== "string") return [];
    const speaker = [piece.speaker, piece.speakerName, piece.name, piece.role].find(
      (one) => typeof one === "string" || typeof one === "number",
    );
    return [
      {
        start: timeOf(piece, "start"),
        end: timeOf(piece, "end"),
        speaker: speaker === undefined ? null : String(speaker),
        text,
      },
    ];
  });
}

function timeOf(piece: Loose, name: "start" | "end"): number | null {
  const inSeconds = [piece[name], piece[`${name}Time`], piece[`${name}_time`]].find(
    (one) => typeof one === "number",
  );
  if (typeof inSeconds === "number") return inSeconds;
  const inMs = [piece[`${name}Ms`], piece[`${name}_ms`]].find((one) => typeof one === "number");
  return typeof inMs === "number" ? inMs / 1000 : null;
}

function tidy({ start, end, speaker, text }: Segment): Segment {
  const within = (at: number | null | undefined) =>
    typeof at === "number" && at >= 0 && at <= MAX_SECONDS ? Math.round(at * 1000) / 1000 : null;
  const name = speaker?.replace(/\s+/g, " ").trim().slice(0, MAX_SPEAKER) || null;
  const words = Array.from(text.replace(/[ ]+/g, " ").trim()).slice(0, MAX_PIECE).join("");
  return { start: within(start), end: within(end), speaker: name, text: words };
}
