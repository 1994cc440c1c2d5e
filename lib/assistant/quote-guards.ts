import type { QuestionWord } from "@/lib/knowledge/types";
import { hasNumber, wishesOf } from "./question-kind.ts";
import { coverOf, type Term, tokensOf } from "./question-terms.ts";

// What keeps words that stand together by chance from being quoted as an answer.

type Words = { units: readonly { text: string }[] };

/** What the words of a question weigh at least: "what do you know" asks for nothing in particular. */
const LEAST_ASKED = 1.6;
/** From here on a mistyped word is known again: "homework" is none for "home". */
const LIKELY = 0.7;
/** Least share of the question that is no guess at a mistyped word, where another word is unknown altogether. */
const LEAST_SURE = 0.25;

/** Whether nothing in particular is asked for, or nothing that the help centre knows. `words` and `terms` belong together. */
export function asksForNothingKnown(words: readonly QuestionWord[], terms: readonly Term[]): boolean {
  return terms.reduce((sum, { weight }) => sum + weight, 0) < LEAST_ASKED || restsOnGuesses(words, terms);
}

/**
 * Whether a word of the question is nowhere in the help centre, nor any like it, and hardly more than likes of mistyped ones are left:
 * then "maths homework" is no question about matched prices.
 */
function restsOnGuesses(words: readonly QuestionWord[], terms: readonly Term[]): boolean {
  const isUnknown = ({ forms, weight }: QuestionWord) =>
    Object.values(forms).every((worth) => worth < LIKELY * weight);
  if (!words.some(isUnknown)) return false;
  const sure = terms.map((term, at) => {
    const { word = "", forms = {} } = words[at] ?? {};
    return word in forms ? term.weight : 0;
  });
  const whole = terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  return sure.reduce((sum, weight) => sum + weight, 0) / whole < LEAST_SURE;
}

/** "What is your phone number?" is answered by one, where any article that was found has one. */
export function asStrictAs<A extends { quotes: readonly Words[] }>(
  question: string,
  articles: readonly A[],
): readonly A[] {
  const strict = wishesOf(question).filter(({ isStrict }) => isStrict);
  const isGiven = ({ units }: Words) =>
    strict.every(({ given }) => units.some(({ text }) => given.test(text)));
  const given = articles.map((article) => ({ ...article, quotes: article.quotes.filter(isGiven) }));
  return strict.length > 0 && given.some(({ quotes }) => quotes.length > 0) ? given : articles;
}

/** Whether a sentence has a number and what is to be counted. */
export function counts(sentence: string, counted: string, terms: readonly Term[]): boolean {
  const [meant, said] = [coverOf(terms, tokensOf(counted)), coverOf(terms, tokensOf(sentence))];
  return hasNumber(sentence) && meant.some((worth, at) => worth > 0 && (said[at] ?? 0) > 0);
}
