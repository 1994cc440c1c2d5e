import { isAmong, type Values, valuesIn } from "./claim-values";
import { claimsNothing, fold, isDenied, isStrange, LARGER, RELATIVE, RIGHTS } from "./claim-words";
import { sentencesOf } from "./sentences";
import type { Citation, Source } from "./types";

/** What of an answer may leave. `withheld` are the sentences that claim what no cited source says. */
export type ClaimsChecked = { supported: boolean; withheld: string[] };

/** When it is, for "today" and "tomorrow"; without it nothing proves them. */
export type Clock = { now: Date; timeZone: string };

export type Judging = {
  clock?: Clock | undefined;
  /** The question is in a language whose promises cannot be told from other words: so will the answer be. */
  isStrict?: boolean | undefined;
};

const MARKER = /\[(\d{1,4})\]/g;

/**
 * Whether the amounts, days, spans of time, shares and entitlements of an answer stand in the sources that it
 * cites. It is strict on purpose: what it withholds becomes a hand-over to a person, what it lets through is a
 * promise. A sentence answers for itself with the sources that it cites, else those of its paragraph; a text
 * without markers with all `citations`. Words are judged in seven languages; in any other a sentence needs a source that
 * grants nothing, and has no figure but that source's.
 */
export function checkClaims(
  answer: { text: string; citations: readonly Pick<Citation, "n" | "kind" | "id">[] },
  sources: readonly Source[],
  language: string,
  judging: Judging = {},
): ClaimsChecked {
  const isMarked = answer.text.search(MARKER) >= 0;
  const withheld: string[] = [];
  for (const paragraph of answer.text.split(/\n{2,}/)) {
    const ofParagraph = numbersIn(paragraph);
    for (const sentence of paragraph.split("\n").flatMap(markedSentences)) {
      const own = numbersIn(sentence);
      const numbers = own.length > 0 ? own : ofParagraph;
      const cited = answer.citations.filter(({ n }) => !isMarked || numbers.includes(n));
      const texts = cited.flatMap(
        (one) => sources.find(({ kind, id }) => kind === one.kind && id === one.id) ?? [],
      );
      if (!isSupported(sentence.replace(MARKER, ""), texts, language, judging))
        withheld.push(sentence.trim());
    }
  }
  return { supported: withheld.length === 0, withheld };
}

function numbersIn(text: string): number[] {
  return Array.from(text.matchAll(MARKER), ([, n]) => Number(n));
}

const ORDINAL = /(?<![\d.,])\d{1,2}\.$/;

/** Sentences with the markers that follow their end. */
function markedSentences(line: string): string[] {
  const sentences: string[] = [];
  for (const sentence of sentencesOf(line)) {
    const [, markers = "", rest = sentence] = /^((?:\[\d{1,4}\]\s*)+)([\s\S]*)$/.exec(sentence) ?? [];
    const last = sentences.length - 1;
    if (markers && last >= 0) sentences[last] = `${sentences[last]} ${markers}`;
    if (!rest.trim()) continue;
    // "2. Januar 2026" is a day, not the end of something.
    if (!markers && last >= 0 && ORDINAL.test(sentences[last] ?? "")) sentences[last] += ` ${rest}`;
    else sentences.push(markers && last < 0 ? sentence : rest);
  }
  return sentences;
}

/** Whether one sentence claims nothing that its sources do not say. */
function isSupported(
  sentence: string,
  sources: readonly Source[],
  language: string,
  { clock, isStrict }: Judging,
): boolean {
  const claimed = valuesIn(sentence, language);
  const text = sources.map((source) => `${source.title}.\n${source.text}`).join("\n");
  const said = fold(sentence);
  if (isStrict || isStrange(sentence)) return isProven(said, claimed, text, language);
  const rights = RIGHTS.filter((right) => right.said.test(said));
  const relative = RELATIVE.filter(([word]) => word.test(said));
  const isSilent = Object.values(claimed).every((values) => values.length === 0);
  if (isSilent && rights.length === 0 && relative.length === 0) return true;
  const given = valuesIn(text, language);
  const read = fold(text);
  if (!isAmong(claimed, given)) return false;
  if (!relative.every(([word, days]) => word.test(read) || isOnDay(days, given, clock))) return false;
  return rights.length === 0 || claimsNothing(said) || rights.every((right) => isGranted(right, said, read));
}

/**
 * A sentence whose words nobody here can judge: it says something only with a source that grants nothing, and with that
 * source's own figures.
 */
function isProven(said: string, claimed: Values, text: string, language: string): boolean {
  if (!/\p{L}|\p{N}/u.test(said)) return true;
  if (/[?？؟]\P{L}*$/u.test(said) && !/\p{N}/u.test(said)) return true;
  const read = fold(text);
  if (read.trim() === "" || RIGHTS.some(({ given }) => given.test(read))) return false;
  const figures = (value: string) => value.normalize("NFKC").match(/\d+/g) ?? [];
  const known = new Set(figures(text));
  // Other scripts have digits of their own.
  const isReadable = !/(?!\d)\p{Nd}/u.test(said.normalize("NFKC"));
  return (
    isReadable && figures(said).every((one) => known.has(one)) && isAmong(claimed, valuesIn(text, language))
  );
}

function isOnDay(days: number, given: Values, clock: Clock | undefined): boolean {
  if (!clock || Number.isNaN(days)) return false;
  const day = new Date(clock.now.getTime() + days * 86_400_000);
  const format = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: clock.timeZone });
  return given.days.includes(format.format(day));
}

/** Said by a source in a sentence of the same sense: "no refund" grants none. */
function isGranted({ given }: (typeof RIGHTS)[number], said: string, read: string): boolean {
  const around = read
    .split("\n")
    .flatMap(sentencesOf)
    .filter((one) => given.test(one));
  const isRefused = isDenied(said);
  const same = around.filter((one) => isDenied(one) === isRefused);
  if (same.length === 0) return false;
  return isRefused || LARGER.filter((word) => word.test(said)).every((word) => word.test(read));
}
