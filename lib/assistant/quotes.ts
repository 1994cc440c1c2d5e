import type { KnowledgeAnswer, Passage } from "@/lib/knowledge/types";
import { detectLanguage } from "../triage/language.ts";
import {
  countedIn,
  leansOnWhatIsBefore,
  wantsList,
  wantsSteps,
  wantsYesOrNo,
  wishesOf,
} from "./question-kind.ts";
import { coverOf, pairsOf, type Term, termsOf, tokensOf } from "./question-terms.ts";
import { asksForNothingKnown, asStrictAs, counts } from "./quote-guards.ts";
import { headingOf, sectionFit, sharedByHeadings } from "./sections.ts";
import { stretchesOf, type Unit, unitsOf } from "./sentences.ts";

/** Words of a passage as they are quoted, in their order; a list is a group of its own. */
export type Quoted = { passage: Passage; units: { text: string; isItem: boolean }[]; score: number };

/** What each sign of a good answer is worth, fitted on the first half of tests/golden/answers.jsonl. */
const WORTH = {
  // Of an article: the place of its best passage, what could be quoted, how many of its passages were found, its title.
  rank: 0.4,
  stretch: 0.8,
  standing: 2,
  title: 0.7,
  pair: 0.3,
  /** Of being the article that answers the message as a whole. */
  lead: 0.5,
  // Of a stretch: which share of the question it covers with its title and heading, with its heading, and by itself.
  all: 1.2,
  said: 0.6,
  own: 0.25,
  heading: 0.8,
  headingPair: 0.15,
  /** A word that the title has already tells less. */
  named: 0.5,
  wish: 1.5,
  steps: 0.7,
  rows: 0.7,
  yesOrNo: 0.7,
  complete: 0.12,
  first: 0.1,
  rankWithin: 0.2,
  // And what speaks against it.
  summary: 0.3,
  leaning: 0.35,
  characters: 8_000,
} as const;
/** Passages that are looked at. */
const READ = 12;
/** Least share of the question that has to be covered by what is quoted and what stands above it. */
const LEAST = { good: 0.4, weak: 0.48 } as const;
/** What the best article has to be worth at least; below it words stand together by chance. */
const POOREST = { good: 2.25, weak: 2.5 } as const;
/** The same where it does not have the rarest word of the question. */
const POOREST_WITHOUT_THE_RAREST = 2.4;
/** Least share of the question that title and keywords have: an article that is about something else says words in passing. */
const LEAST_TITLED = 0.12;

/**
 * The sentences that answer best, as they stand: one stretch of the best article that the search found; nothing where
 * it covers too little of the question. Passages come best first. `lead`: the article that answers all of a message
 * of which this is a part.
 */
export function bestSentences(
  question: string,
  { passages, words = [], support }: KnowledgeAnswer,
  lead?: string,
): Quoted[] {
  if (support === "none") return [];
  const terms = termsOf(question, words);
  const whole = terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
  if (words.length > 0 && asksForNothingKnown(words, terms)) return [];
  const nearest = inLanguageOf(question, passages).slice(0, READ);
  if (nearest.length === 0) return [];
  const rarest = terms.reduce((most, { weight }, at) => (weight > (terms[most]?.weight ?? 0) ? at : most), 0);
  const most = Math.max(...nearest.map(({ score }) => score), 0.001);
  const all = nearest.reduce((sum, { score }) => sum + score, 0) || 1;
  const pairs = pairsOf(question);
  const counted = countedIn(question);
  const asked = { question, terms, whole, pairs };
  const articles = [...Map.groupBy(nearest, ({ articleId }) => articleId).values()].map((ofArticle) => {
    const isWhole = ofArticle.every(({ anchor }) => anchor === null);
    // An article of which many passages are found is about the question.
    const standing = ofArticle.reduce((sum, { score }) => sum + score, 0) / all;
    const shared = sharedByHeadings(terms, ofArticle);
    const quotes = ofArticle
      .map((passage) => ({ rank: passage.score / most, ...bestStretch(asked, passage, isWhole, shared) }))
      .filter(({ units, covered }) => units.length > 0 && share(covered, whole) >= LEAST[support])
      .filter(({ units }) => counted === null || units.some(({ text }) => counts(text, counted, terms)));
    const worth = Math.max(...quotes.map(({ rank, score }) => WORTH.rank * rank + WORTH.stretch * score), 0);
    const title = closeness(terms, whole, pairs, ofArticle[0]?.title ?? "");
    const named = coverOf(terms, tokensOf(namesOf(ofArticle[0])));
    const hasRarest = quotes.some(({ covered }) => (covered[rarest] ?? 0) > 0);
    return {
      quotes: share(named, whole) >= LEAST_TITLED ? quotes : [],
      poorest: hasRarest ? POOREST[support] : Math.max(POOREST[support], POOREST_WITHOUT_THE_RAREST),
      score: worth + WORTH.standing * standing + WORTH.title * title,
      isLead: ofArticle[0]?.articleId === lead,
    };
  });
  const [article] = asStrictAs(question, articles)
    .filter(({ quotes, score, poorest }) => quotes.length > 0 && score >= poorest)
    .map((article) => ({ ...article, score: article.score + (article.isLead ? WORTH.lead : 0) }))
    .toSorted((a, b) => b.score - a.score);
  const [best] =
    article?.quotes
      .map((quote) => ({ ...quote, score: quote.score + quote.fit + WORTH.rankWithin * quote.rank }))
      .toSorted((a, b) => b.score - a.score) ?? [];
  return best ? [{ passage: best.passage, units: best.units, score: article?.score ?? 0 }] : [];
}

/** What an article is called, and what people call it. */
const namesOf = (passage: Passage | undefined) =>
  [passage?.title ?? "", ...(passage?.keywords ?? [])].join(" ");

const share = (cover: readonly number[], whole: number) => cover.reduce((sum, one) => sum + one, 0) / whole;

/** Passages in the language of a question, where its words tell it and there are any. */
function inLanguageOf(question: string, passages: readonly Passage[]): readonly Passage[] {
  const language = detectLanguage(question);
  const own = passages.filter(({ locale }) => locale.split("-")[0] === language);
  return own.length > 0 ? own : passages;
}

/** How much of a title the question says, two words in a row counting more. */
function closeness(terms: readonly Term[], whole: number, pairs: ReadonlySet<string>, title: string): number {
  const tokens = tokensOf(title);
  const covered = coverOf(terms, tokens).reduce((sum, one) => sum + one, 0) / whole;
  const content = termsOf(title).length || 1;
  const shared = [...pairsOf(title)].filter((pair) => pairs.has(pair)).length;
  return covered / Math.sqrt(content) + WORTH.pair * Math.min(shared, 4);
}

/** `fit`: what speaks for its section beside others of the article. */
type Stretch = Quoted & { covered: number[]; fit: number };

type Asked = { question: string; terms: readonly Term[]; whole: number; pairs: ReadonlySet<string> };

/** Of a passage the stretch of whole sentences, steps or rows that answers most in fewest words. `isWhole`: it is all of its article. */
function bestStretch(
  { question, terms, whole, pairs }: Asked,
  passage: Passage,
  isWhole: boolean,
  shared: readonly number[],
): Stretch {
  const units = unitsOf(passage.text, terms);
  const name = coverOf(terms, tokensOf(passage.title));
  const title = coverOf(terms, tokensOf(namesOf(passage)));
  const above = isWhole ? passage.title : headingOf(passage);
  const heading = coverOf(terms, tokensOf(above));
  const headingPairs = [...pairsOf(above)].filter((pair) => pairs.has(pair)).length;
  const wishes = wishesOf(question);
  const [isHowTo, isListing, isYesOrNo] = [wantsSteps, wantsList, wantsYesOrNo].map((of) => of(question));
  // What the title says already tells no section of the article from another.
  const rest = (cover: readonly number[]) =>
    cover.reduce((sum, one, at) => sum + one * ((name[at] ?? 0) > 0 && !isWhole ? WORTH.named : 1), 0) /
    whole;
  const more = (one: readonly number[], other: readonly number[]) =>
    one.map((worth, at) => Math.max(worth, other[at] ?? 0));
  const isBeginning = passage.anchor === null && units.some(({ block }) => block > 0);
  const value = (stretch: readonly Unit[]) => {
    const own = stretch
      .map(({ cover }) => cover)
      .reduce(
        more,
        terms.map(() => 0),
      );
    const said = more(own, heading);
    const fits = wishes.reduce((sum, { given, worth }) => {
      const fitting = stretch.filter(({ text }) => given.test(text)).length;
      return sum + (fitting > 0 ? worth * (0.5 + (0.5 * fitting) / stretch.length) : 0);
    }, 0);
    const steps = stretch.filter(({ isStep }) => isStep).length;
    const rows = stretch.filter(({ isRow }) => isRow).length;
    const length = stretch.reduce((sum, { text }) => sum + text.length, 0);
    const first = stretch[0];
    return (
      WORTH.all * share(more(said, title), whole) +
      WORTH.said * rest(said) +
      WORTH.own * rest(own) +
      WORTH.heading * rest(heading) +
      WORTH.headingPair * Math.min(headingPairs, 3) +
      WORTH.wish * fits +
      (isHowTo && steps > 1 ? WORTH.steps : 0) +
      (isListing && rows > 1 ? WORTH.rows : 0) +
      (isYesOrNo && /^(?:Yes|No|Nee|Ja)\b/.test(first?.text ?? "") ? WORTH.yesOrNo : 0) +
      (stretch.length === units.length ? WORTH.complete : 0) +
      (first === units[0] && !isBeginning ? WORTH.first : 0) -
      (first && first !== units[0] && leansOnWhatIsBefore(first.text) ? WORTH.leaning : 0) -
      // What an article begins with is its summary, which says what it is about and seldom answers.
      (isBeginning && first?.block === 0 ? WORTH.summary : 0) -
      length / WORTH.characters
    );
  };
  let best: Unit[] = [];
  let score = Number.NEGATIVE_INFINITY;
  for (const stretch of stretchesOf(units)) {
    const worth = value(stretch);
    if (worth > score) {
      best = stretch;
      score = worth;
    }
  }
  const covered = best.map(({ cover }) => cover).reduce(more, more(title, heading));
  const told = wishes.reduce(
    (sum, { given, worth }) => sum + (best.some(({ text }) => given.test(text)) ? worth : 0),
    0,
  );
  return {
    passage,
    units: best.map(({ text, isItem }) => ({ text, isItem })),
    score,
    covered,
    fit: isWhole ? 0 : sectionFit(question, terms, passage, shared, told),
  };
}
