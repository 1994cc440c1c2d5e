import type { Passage } from "@/lib/knowledge/types";

/** Words of a passage as they are quoted, in their order; a list is a group of its own. */
export type Quoted = { passage: Passage; units: { text: string; isItem: boolean }[]; score: number };

type Unit = { text: string; isItem: boolean; terms: Set<string> };

/** Characters of one quotation, and the least that a second one must be worth beside the first. */
const LENGTH = 480;
const WHOLE = 360;
const SECOND = 0.75;

const STOP = new Set(
  (
    "a an and are as at be but by can could did do does for from had has have how i if in into is it its may me my no not of on or our " +
    "please shall should so some than that the their them then there these they this to us was we what when where which who why will with " +
    "would you your am any been being get got just like make much many need one out over up want way about after before also hi hello thanks long take takes soon"
  ).split(" "),
);

/** A word without its ending: "deliveries", "delivery" and "delivered" share one. */
function stem(word: string): string {
  let root = word.replace(/'s?$/, "");
  if (root.length > 4) root = root.replace(/(?:ies|ied|y)$/, "i").replace(/(?:sses)$/, "ss");
  if (root.length > 5) root = root.replace(/(?:ations?|ing|ment|ed|es)$/, "");
  if (root.length > 3 && !root.endsWith("ss")) root = root.replace(/s$/, "");
  return root.length > 4 ? root.replace(/(?:e|i)$/, "") : root;
}

/** The words of a text that say what it is about. */
function termsOf(text: string): Set<string> {
  const words = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .match(/[\p{L}\p{N}][\p{L}\p{N}']*/gu);
  return new Set((words ?? []).filter((word) => !STOP.has(word)).map(stem));
}

const ABBREVIATED = /(?:\b(?:e\.g|i\.e|etc|no|nr|approx|dr|mr|mrs|ms|vs|st|incl|excl)|\b\p{Lu})\.$/iu;

/** Sentences of a paragraph; "e.g." and "R1.50" end none. */
export function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const match of paragraph.matchAll(/[.!?…。！？؟][)\]"'”’]*(?=\s+\S|$)|[。！？]/gu)) {
    const end = match.index + match[0].length;
    const sentence = paragraph.slice(from, end).trim();
    const next = paragraph.slice(end).trimStart();
    if (ABBREVIATED.test(sentence) || /^\p{Ll}/u.test(next)) continue;
    if (sentence) sentences.push(sentence);
    from = end;
  }
  const rest = paragraph.slice(from).trim();
  return rest ? [...sentences, rest] : sentences;
}

const ITEM = /^\s*(?:•|\d{1,3}\.)\s+/;

/** A passage as sentences, and as entries of lists and tables: several lines without a gap are one of these. */
function unitsOf(text: string): Unit[] {
  return text.split(/\n{2,}/).flatMap((block) => {
    const rows = block.split("\n").filter((line) => line.trim() !== "");
    const isTable = rows.length > 1;
    return rows.flatMap((line) => {
      const isItem = ITEM.test(line) || isTable;
      const texts = isItem ? [line.trim()] : sentencesOf(line);
      return texts.map((one) => ({ text: one, isItem, terms: termsOf(one) }));
    });
  });
}

/** What kind of word answers: a time, an amount, a place. */
const WANTED: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:how long|when|what time|how soon|until|by when|how many days)\b/i,
    /\d|\b(?:day|week|hour|month|minute|monday|friday|saturday|sunday|today|tomorrow)s?\b/i,
  ],
  [
    /\b(?:open|opening|closed|closing|office hours|business hours)\b/i,
    /\d{1,2}[:h]\d\d|\b(?:monday|friday|saturday|weekday)s?\b/i,
  ],
  [/\b(?:how much|price|cost|costs|fee|charge|expensive)\b/i, /[R$€£]\s?\d|\d\s?%|\bfree\b/i],
  [/\b(?:where|address)\b/i, /\b(?:street|road|avenue|at|page|menu|under)\b/i],
  [/\b(?:phone|telephone|call|number|e-?mail|contact|reach)\b/i, /\d{3}|@/],
];

/**
 * The sentences that answer best, as they stand: one stretch of the best passage, and of a second one if that
 * says nearly as much and is of the same article: two articles side by side confuse. Passages come best first.
 */
export function bestSentences(question: string, passages: readonly Passage[], most = 2): Quoted[] {
  const asked = termsOf(question);
  const candidates = passages
    .slice(0, 5)
    .map((passage, rank) => ({ ...bestStretch(question, asked, passage), rank }))
    .filter(({ units }) => units.length > 0)
    .map(({ rank, ...quoted }) => ({ ...quoted, score: quoted.score * 0.9 ** rank }))
    .toSorted((a, b) => b.score - a.score);
  const [best, ...others] = candidates;
  if (!best) return [];
  const second = others
    .filter(
      ({ score, passage }) => score >= best.score * SECOND && passage.articleId === best.passage.articleId,
    )
    .slice(0, most - 1);
  return [best, ...second];
}

/** Of a passage the stretch of whole sentences that covers most of the question in fewest words. */
function bestStretch(question: string, asked: Set<string>, passage: Passage): Quoted {
  const units = unitsOf(passage.text);
  const heading = termsOf([passage.title, ...passage.breadcrumb.slice(-2)].join(" "));
  const wanted = WANTED.filter(([q]) => q.test(question)).map(([, a]) => a);
  const length = (from: number, to: number) =>
    units.slice(from, to).reduce((sum, { text }) => sum + text.length + 1, 0);
  const value = (from: number, to: number) => {
    const stretch = units.slice(from, to);
    const covered = [...asked].filter((term) => stretch.some(({ terms }) => terms.has(term))).length;
    const fits = wanted.filter((pattern) => stretch.some(({ text }) => pattern.test(text))).length;
    return covered + fits * 1.2 + (from === 0 ? 0.4 : 0) - 0.08 * (to - from);
  };
  let best = { from: 0, to: units.length, score: value(0, units.length) };
  if (length(0, units.length) > WHOLE) {
    best = { ...best, score: Number.NEGATIVE_INFINITY };
    for (let from = 0; from < units.length; from += 1) {
      for (
        let to = from + 1;
        to <= units.length && (to === from + 1 || length(from, to) <= LENGTH);
        to += 1
      ) {
        const score = value(from, to);
        if (score > best.score) best = { from, to, score };
      }
    }
  }
  const { from, to } = wholeList(units, best, length);
  const named = [...asked].filter((term) => heading.has(term)).length;
  return {
    passage,
    units: units.slice(from, to).map(({ text, isItem }) => ({ text, isItem })),
    score: Math.max(best.score, 0) + named * 0.8,
  };
}

/** Steps without their beginning are of no use: a list is quoted with what announces it, and to its end. */
function wholeList(
  units: readonly Unit[],
  { from, to }: { from: number; to: number },
  length: (from: number, to: number) => number,
): { from: number; to: number } {
  let [start, end] = [from, to];
  if (units[start]?.isItem) while (start > 0 && units[start]?.isItem) start -= 1;
  if (units[end - 1]?.text.endsWith(":") || units[end - 1]?.isItem) while (units[end]?.isItem) end += 1;
  return length(start, end) <= LENGTH * 3 ? { from: start, to: end } : { from, to };
}
