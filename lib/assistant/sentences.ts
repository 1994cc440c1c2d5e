import { coverOf, type Term, tokensOf } from "./question-terms.ts";

/** A sentence, an entry of a list or a row of a table. `block` counts the paragraphs, lists and tables of a passage. */
export type Unit = {
  text: string;
  isItem: boolean;
  /** Of a numbered list. */
  isStep: boolean;
  isRow: boolean;
  block: number;
  /** What it covers of each term of the question. */
  cover: number[];
};

const ABBREVIATED = /(?:\b(?:e\.g|i\.e|etc|no|nr|approx|dr|mr|mrs|ms|vs|st|incl|excl)|\b\p{Lu})\.$/iu;

/** Sentences of a paragraph; "e.g." and "R1.50" end none. */
export function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const match of paragraph.matchAll(/[.!?…。！？؟][)\]"'”’]*(?=\s+\S|$)|[。！？]/gu)) {
    const end = match.index + match[0].length;
    const sentence = paragraph.slice(from, end).trim();
    const next = paragraph.slice(end).trimStart();
    if (isAbbreviated(sentence) || /^\p{Ll}/u.test(next)) continue;
    if (sentence) sentences.push(sentence);
    from = end;
  }
  const rest = paragraph.slice(from).trim();
  return rest ? [...sentences, rest] : sentences;
}

/** "No." ends an answer; "order no." does not end a sentence. */
function isAbbreviated(sentence: string): boolean {
  return sentence.includes(" ") && ABBREVIATED.test(sentence);
}

const STEP = /^\s*\d{1,3}\.\s+/;
const BULLET = /^\s*•\s+/;

/** A passage as sentences, and as entries of lists and tables. What names the columns of a table says nothing by itself. */
export function unitsOf(text: string, terms: readonly Term[]): Unit[] {
  return text.split(/\n{2,}/).flatMap((paragraph, block) => {
    const lines = paragraph.split("\n").filter((line) => line.trim() !== "");
    const isTable = lines.length > 1 && !lines.some((line) => STEP.test(line) || BULLET.test(line));
    const rows = isTable && isHead(lines) ? lines.slice(1) : lines;
    return rows.flatMap((line) => {
      const isItem = isTable || STEP.test(line) || BULLET.test(line);
      const texts = isItem ? [line.trim()] : sentencesOf(line);
      return texts.map((one) => ({
        text: one,
        isItem,
        isStep: STEP.test(line),
        isRow: isTable,
        block,
        cover: coverOf(terms, tokensOf(one)),
      }));
    });
  });
}

const isHead = ([first = "", ...others]: readonly string[]) =>
  !first.includes(": ") && others.every((line) => line.includes(": "));

/** Characters of a quotation of sentences, of a list, and of a whole section with a list. */
const LENGTH = 420;
const LONGEST_LIST = 1_100;
const LONGEST_SECTION = 800;

/**
 * What may be quoted: up to three sentences that follow each other, a list or table as a whole with what announces
 * it, a single row or entry, and all of a short passage. Steps never without those before them.
 */
export function* stretchesOf(units: readonly Unit[]): Generator<Unit[]> {
  const lengthOf = (stretch: readonly Unit[]) => stretch.reduce((sum, { text }) => sum + text.length + 1, 0);
  if (lengthOf(units) <= (units.some(({ isItem }) => isItem) ? LONGEST_SECTION : LENGTH)) yield [...units];
  const blocks = Map.groupBy(units, ({ block }) => block);
  for (const [number, block] of blocks) {
    const first = block[0];
    if (!first?.isItem) {
      yield* sentencesTogether(block, lengthOf);
      continue;
    }
    const before = blocks.get(number - 1) ?? [];
    const last = before.at(-1);
    if (first.isStep && !/^\s*1\./.test(first.text)) {
      const start = units.findLastIndex(({ text, block: at }) => at < number && /^\s*1\./.test(text));
      const all = units.slice(start, units.indexOf(first) + block.length);
      if (start >= 0 && lengthOf(all) <= LONGEST_LIST) yield all;
      continue;
    }
    const announced = last && !last.isItem ? [last, ...block] : block;
    if (lengthOf(announced) > LONGEST_LIST) continue;
    if (last?.text.endsWith(":")) yield announced;
    else {
      yield block;
      if (announced !== block) yield [...before.slice(-2), ...block];
    }
    if (!first.isStep) for (const unit of block) yield [unit];
  }
}

/** One to three sentences of a paragraph; what announces something is nothing without it. */
function* sentencesTogether(block: readonly Unit[], lengthOf: (stretch: readonly Unit[]) => number) {
  for (let from = 0; from < block.length; from += 1) {
    for (let to = from + 1; to <= Math.min(block.length, from + 3); to += 1) {
      const stretch = block.slice(from, to);
      if (stretch.at(-1)?.text.endsWith(":")) continue;
      if (to > from + 1 && lengthOf(stretch) > LENGTH) break;
      yield stretch;
    }
  }
}
