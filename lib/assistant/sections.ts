import type { Passage } from "@/lib/knowledge/types";
import { coverOf, type Term, termsOf, tokensOf } from "./question-terms.ts";

/** What tells one section of an article from another, fitted as `WORTH` in quotes.ts and judged by the held-out half. */
const WORTH = { heading: 0.4, shared: 0.5, precision: 0.15, wish: 0.15, denial: 0.8 } as const;

/** "What is not covered", "Without one": the other way round. */
const DENIAL = /\b(?:not|cannot|never|else|no|nothing|nobody|without|nie|sonder)\b|n['’]t\b/i;

/** Something went wrong, which headings put either way: "No news for four days", "Report it". */
const TROUBLE = /\b(?:lost|missing|gone|dead|stuck|stopped|fails?|failed|broken|wrong)\b/i;

/** How many of an article's passages have each term of the question in their heading, as a share. */
export function sharedByHeadings(terms: readonly Term[], passages: readonly Passage[]): number[] {
  const covers = passages.map((passage) => coverOf(terms, tokensOf(headingOf(passage))));
  return terms.map((_, at) => covers.filter((cover) => (cover[at] ?? 0) > 0).length / (covers.length || 1));
}

/** The heading right above a passage; none at the beginning of its article. */
export const headingOf = ({ anchor, breadcrumb }: Passage): string =>
  anchor ? (breadcrumb.at(-1) ?? "") : "";

/**
 * How well the heading of a passage fits a question, beside other sections of its article: a word that one heading
 * alone has tells more than one that several have, a short heading more than a long one, and what is asked to be so
 * is not answered under what is not. `fits`: how many words of the kind that is asked for (a time, an amount) it quotes.
 */
export function sectionFit(
  question: string,
  terms: readonly Term[],
  passage: Passage,
  shared: readonly number[],
  fits: number,
): number {
  const heading = headingOf(passage);
  if (heading === "") return WORTH.wish * fits;
  const whole = terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const said = coverOf(terms, tokensOf(heading));
  const telling = said.reduce((sum, worth, at) => sum + worth * (1 - WORTH.shared * (shared[at] ?? 0)), 0);
  const content = termsOf(heading).flatMap(({ forms }) => [...forms.keys()]);
  const meant = content.filter((word) => coverOf(terms, [word]).some((worth) => worth > 0)).length;
  return (
    (WORTH.heading * telling) / whole +
    (WORTH.precision * meant) / (content.length || 1) +
    WORTH.wish * fits -
    (isContrary(question, heading) ? WORTH.denial : 0)
  );
}

/** Whether one of them denies what the other one does not. */
function isContrary(question: string, heading: string): boolean {
  if (TROUBLE.test(question)) return false;
  return DENIAL.test(question) !== DENIAL.test(heading);
}
