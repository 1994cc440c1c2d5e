import { promiseAt } from "./claim-words";
import type { Citation, Source } from "./types";

/** What supports a block of the model's text: the name of a source and the words in it. */
export type Cited = { source: string; quote: string };

/** Judges one sentence by what it cites itself, else by what its paragraph has cited until then. */
export type SentenceCheck = (sentence: string, citations: readonly Citation[]) => boolean;

export type AnswerWriter = {
  text(delta: string): void;
  cite(citation: Cited): void;
  /** A block of the model's text is over: what supports it is known. */
  endBlock(): void;
  /** Nothing more comes: the last sentence is judged as it is. */
  finish(): void;
  /** All that was let through, markers included. */
  readonly body: string;
  readonly citations: Citation[];
  /** How many sentences were held back for good. */
  readonly withheld: number;
};

/**
 * What makes a sentence wait for its end and its sources: figures, money, days, and words that promise. Others
 * are let through word by word.
 */
const FIGURES = /[\p{N}\p{Sc}%]/u;

function claimAt(text: string): number | null {
  const [figure, promise] = [FIGURES.exec(text)?.index ?? null, promiseAt(text)];
  return figure === null || promise === null ? (figure ?? promise) : Math.min(figure, promise);
}

/** Around the number of a marker of ours while the text is on its way; model text has these taken out. */
const [OPEN, CLOSE] = ["\ue000", "\ue001"];
const OURS = /\ue000(\d+)\ue001/g;
const SENTINELS = /[\ue000\ue001]/g;
/** Markers are ours to set. */
const FORGED = /\[\d{1,4}\]/g;

/** The mark that ends a sentence, with what closes it and its markers; or the end of a line. */
const END = /(?:[.!?…][)\]"'”’*_]*(?:\ue000\d+\ue001)*(?=\s)|[。！？](?:\ue000\d+\ue001)*|\n)/gu;
const ENDED = /[.!?…。！？][)\]"'”’*_]*(?:\ue000\d+\ue001)*\s*$/u;
const SHORTENED =
  /(?:\b(?:e\.g|i\.e|no|nr|st|mr|mrs|ms|dr|vs|approx|incl|excl|vat|bzw|ca|inkl|exkl|usw|bv|bijv|sr|sra|num|mme)|\b\p{L}|(?<![\d.,])\d{1,2})\.$/iu;
const QUOTE = 400;

/**
 * Lets an answer through to its reader: at once what claims nothing, and sentence by sentence what does, once
 * everything that supports it is known. What is not supported never leaves. Citations of anything that is not
 * among `sources` are dropped; the others become `[n]` behind what they support.
 */
export function createAnswerWriter(
  sources: ReadonlyMap<string, Source>,
  isSupported: SentenceCheck,
  {
    onText,
    onCitation,
    isStrict = false,
  }: {
    onText: (text: string) => void;
    onCitation: (citation: Citation) => void;
    /** Every sentence waits: what it says cannot be told from its words. */
    isStrict?: boolean;
  },
): AnswerWriter {
  const known: Citation[] = [];
  const told = new Set<number>();
  let ofBlock: Citation[] = [];
  /** What has not left yet, and how much of it belongs to blocks that are over. */
  let pending = "";
  let settled = 0;
  /** The part of the sentence at hand that has left, and what had left before it. */
  let begun = "";
  let before = 0;
  let body = "";
  let withheld = 0;
  /** Whether the sentence at hand claims something. */
  let isClaim = false;

  function citationOf({ source, quote }: Cited): Citation | null {
    const found = sources.get(source);
    if (!found) return null;
    const { kind, id, title, href, text } = found;
    const existing = known.find((one) => one.kind === kind && one.id === id);
    if (existing) return existing;
    const citation = { n: known.length + 1, kind, id, title, href, quote: quoteOf(quote, text) };
    known.push(citation);
    return citation;
  }

  function release(length: number): void {
    const part = pending.slice(0, length).replace(FORGED, "");
    drop(length);
    for (const [, n] of part.matchAll(OURS)) tell(Number(n));
    const text = part.replace(OURS, "[$1]");
    // An answer begins with its first word.
    const shown = body === "" ? text.trimStart() : text;
    if (shown === "") return;
    body += shown;
    onText(shown);
  }

  function drop(length: number): void {
    pending = pending.slice(length);
    settled = Math.max(0, settled - length);
  }

  function tell(n: number): void {
    const citation = known.find((one) => one.n === n);
    if (!citation || told.has(n)) return;
    told.add(n);
    onCitation(citation);
  }

  function judge(length: number): void {
    const sentence = pending.slice(0, length);
    const own = Array.from(sentence.matchAll(OURS), ([, n]) => Number(n));
    const numbers = own.length > 0 ? own : inParagraph(body);
    const cited = known.filter(({ n }) => numbers.includes(n));
    const plain = (begun + sentence).replace(OURS, "").replace(FORGED, "");
    begun = "";
    if (isSupported(plain.trim(), cited)) {
      release(length);
      before = body.length;
      return;
    }
    withheld += 1;
    const isLine = /\n\s*$/.test(sentence);
    drop(length);
    // Its harmless beginning has left; of what is kept it is no part.
    body = body.slice(0, before);
    if (isLine && body !== "" && !body.endsWith("\n")) {
      body += "\n";
      onText("\n");
    }
    before = body.length;
  }

  function pump(isOver: boolean): void {
    while (pending !== "") {
      const isSettled = isOver || settled === pending.length;
      const end = sentenceEnd(pending, isOver, isSettled);
      const sentence = end === null ? pending : pending.slice(0, end);
      const bare = sentence.replace(OURS, hidden);
      const claim = isStrict ? (/[\p{L}\p{N}]/u.test(bare) ? 0 : null) : claimAt(bare);
      if (claim === null && !isClaim) {
        // Up to the last whole word: the rest of one may yet make it a claim.
        const upTo = end ?? (isSettled ? pending.length : lastSpace(pending));
        if (upTo === 0) return;
        begun = end === null ? begun + pending.slice(0, upTo) : "";
        release(upTo);
        if (end !== null) before = body.length;
        continue;
      }
      if (claim !== null && !isClaim) {
        isClaim = true;
        // Its first words claim nothing yet.
        const upTo = lastSpace(pending.slice(0, claim));
        begun += pending.slice(0, upTo);
        release(upTo);
        continue;
      }
      if (end === null || (!isOver && end > settled)) return;
      isClaim = false;
      judge(end);
    }
  }

  return {
    text(delta) {
      pending += delta.replace(SENTINELS, "");
      pump(false);
    },
    cite(cited) {
      const citation = citationOf(cited);
      if (citation && !ofBlock.includes(citation)) ofBlock.push(citation);
    },
    endBlock() {
      const marks = ofBlock.map(({ n }) => `${OPEN}${n}${CLOSE}`).join("");
      ofBlock = [];
      const space = /\s*$/.exec(pending)?.[0] ?? "";
      pending = `${pending.slice(0, pending.length - space.length)}${marks}${space}`;
      settled = pending.length;
      pump(false);
    },
    finish: () => pump(true),
    get body() {
      return body.trim();
    },
    get citations() {
      return known.filter(({ n }) => told.has(n));
    },
    get withheld() {
      return withheld;
    },
  };
}

/** Where the first sentence of a text ends, or null while it may go on. */
function sentenceEnd(text: string, isOver: boolean, isSettled: boolean): number | null {
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    const words = text.slice(0, end).replace(OURS, "");
    if (match[0] === "\n" || !SHORTENED.test(words)) return end;
  }
  if (isOver || (isSettled && ENDED.test(text))) return text.length;
  return null;
}

/** The numbers that the last paragraph cites. */
function inParagraph(text: string): number[] {
  return Array.from(text.slice(text.lastIndexOf("\n\n") + 1).matchAll(/\[(\d+)\]/g), ([, n]) => Number(n));
}

/** Markers of ours hold figures that claim nothing. */
function hidden(marker: string): string {
  return "\ue000".repeat(marker.length);
}

function lastSpace(text: string): number {
  return text.length - (/\S*$/.exec(text)?.[0].length ?? 0);
}

/** The cited words if they are the source's own, else its beginning: a quote is never made up. */
function quoteOf(quote: string, text: string): string {
  const words = (value: string) => value.replace(/\s+/g, " ").trim();
  const wanted = words(quote);
  const found = wanted !== "" && words(text).includes(wanted) ? wanted : words(text);
  return found.length <= QUOTE ? found : `${found.slice(0, QUOTE - 1)}…`;
}
