import type { QuestionWord } from "@/lib/knowledge/types";

/** What a question asks for: a word, what it weighs, and what each spelling of it is worth in a text. */
export type Term = { weight: number; forms: ReadonlyMap<string, number> };

/** Words that every question has: they find nothing. */
const SMALL = new Set(
  (
    "a an and are as at be but by can could did do does for from had has have how i if in into is it its may me my no not of on or our " +
    "please shall should so some than that the their them then there these they this to us was we what when where which who why will with " +
    "would you your am any been being get got just like make made much many need one out over up want way about after before also hi hello " +
    "thanks long take takes took soon tell know give let must really still ever every thing things something anything somebody someone"
  ).split(" "),
);

/** A word without its ending: "deliveries" and "delivery" share one. */
function stem(word: string): string {
  let root = word.replace(/'s?$/, "");
  if (root.length > 4) root = root.replace(/(?:ies|ied|y)$/, "i").replace(/(?:sses)$/, "ss");
  if (root.length > 5) root = root.replace(/(?:ations?|ing|ment|ed|es)$/, "");
  if (root.length > 3 && !root.endsWith("ss")) root = root.replace(/s$/, "");
  return root.length > 4 ? root.replace(/(?:e|i)$/, "") : root;
}

/** The words of a text, small and without accents. */
export function tokensOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’`]/g, "'")
    .replace(/\b([a-z]{1,2})-(?=[a-z]{2})/g, "$1");
  return (plain.match(/[\p{L}\p{N}][\p{L}\p{N}']*/gu) ?? []).map((word) => word.replace(/'s?$/, ""));
}

/**
 * The terms of a question, as the search weighed them. Without weights every word counts alike, but for those
 * that every question has.
 */
export function termsOf(question: string, words: readonly QuestionWord[] = []): Term[] {
  if (words.length === 0) {
    return [...new Set(tokensOf(question))]
      .filter((word) => !SMALL.has(word))
      .map((word) => ({ weight: 1, forms: new Map([[word, 1]]) }));
  }
  return words.map(({ weight, forms }) => ({ weight, forms: new Map(Object.entries(forms)) }));
}

/** What a text covers of each term: nothing, all of its weight, or part of it where the text says it otherwise. */
export function coverOf(terms: readonly Term[], tokens: readonly string[]): number[] {
  const known = new Set(tokens);
  const stems = new Set(tokens.map(stem));
  return terms.map(({ forms }) => {
    let most = 0;
    for (const [form, worth] of forms) {
      if (worth <= most) continue;
      const isThere =
        known.has(form) ||
        stems.has(stem(form)) ||
        (form.length >= 4 &&
          tokens.some((token) => token.startsWith(form) && token.length - form.length <= 4));
      if (isThere) most = worth;
    }
    return most;
  });
}

/** Each two words that follow each other. */
export function pairsOf(text: string): Set<string> {
  const tokens = tokensOf(text);
  return new Set(tokens.slice(1).map((token, at) => `${tokens[at]} ${token}`));
}
