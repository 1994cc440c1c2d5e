import { isAmong, type Values, valuesIn } from "./claim-values";
import { sentencesOf } from "./sentences";
import type { Citation, Source } from "./types";

/** What of an answer may leave. `withheld` are the sentences that claim what no cited source says. */
export type ClaimsChecked = { supported: boolean; withheld: string[] };

/** When it is, for "today" and "tomorrow"; without it nothing proves them. */
export type Clock = { now: Date; timeZone: string };

const MARKER = /\[(\d{1,4})\]/g;

/**
 * Whether the amounts, days, spans of time, shares and entitlements of an answer stand in the sources that it
 * cites. It is strict on purpose: what it withholds becomes a hand-over to a person, what it lets through is a
 * promise. A sentence answers for itself with the sources that it cites, else those of its paragraph; a text
 * without markers with all `citations`.
 */
export function checkClaims(
  answer: { text: string; citations: readonly Pick<Citation, "n" | "kind" | "id">[] },
  sources: readonly Source[],
  language: string,
  clock?: Clock,
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
      if (!isSupported(sentence.replace(MARKER, ""), texts, language, clock)) withheld.push(sentence.trim());
    }
  }
  return { supported: withheld.length === 0, withheld };
}

function numbersIn(text: string): number[] {
  return Array.from(text.matchAll(MARKER), ([, n]) => Number(n));
}

/** Sentences with the markers that follow their end. */
function markedSentences(line: string): string[] {
  const sentences: string[] = [];
  for (const sentence of sentencesOf(line)) {
    const [, markers = "", rest = sentence] = /^((?:\[\d{1,4}\]\s*)+)([\s\S]*)$/.exec(sentence) ?? [];
    const last = sentences.length - 1;
    if (markers && last >= 0) sentences[last] = `${sentences[last]} ${markers}`;
    if (rest.trim()) sentences.push(markers && last < 0 ? sentence : rest);
  }
  return sentences;
}

/** Whether one sentence claims nothing that its sources do not say. */
function isSupported(
  sentence: string,
  sources: readonly Source[],
  language: string,
  clock: Clock | undefined,
): boolean {
  const claimed = valuesIn(sentence, language);
  const rights = RIGHTS.filter(({ said }) => said.test(sentence));
  const relative = RELATIVE.filter(([word]) => word.test(sentence));
  const isSilent = Object.values(claimed).every((values) => values.length === 0);
  if (isSilent && rights.length === 0 && relative.length === 0) return true;
  const text = sources.map((source) => `${source.title}.\n${source.text}`).join("\n");
  const given = valuesIn(text, language);
  if (!isAmong(claimed, given)) return false;
  if (!relative.every(([word, days]) => word.test(text) || isOnDay(days, given, clock))) return false;
  return (
    rights.length === 0 ||
    claimsNothing(sentence) ||
    rights.every((right) => isGranted(right, sentence, text))
  );
}

const RELATIVE: readonly (readonly [RegExp, number])[] = [
  [/\btoday\b|\btonight\b/i, 0],
  [/\btomorrow\b/i, 1],
  [/\byesterday\b/i, -1],
  [/\b(?:next|this|coming) week\b/i, Number.NaN],
  [/\b(?:immediately|at once|right away|instantly|straight away)\b/i, Number.NaN],
];

function isOnDay(days: number, given: Values, clock: Clock | undefined): boolean {
  if (!clock || Number.isNaN(days)) return false;
  const day = new Date(clock.now.getTime() + days * 86_400_000);
  const format = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: clock.timeZone });
  return given.days.includes(format.format(day));
}

type Right = { said: RegExp; given: RegExp };

/** What somebody may be owed, by the words that grant it. */
const RIGHTS: readonly Right[] = [
  {
    said: /\b(?:refund\w*|money back|reimburs\w*)/i,
    given: /\b(?:refund\w*|money back|reimburs\w*|paid back|pay back)/i,
  },
  { said: /\b(?:compensat\w*|damages)\b/i, given: /\b(?:compensat\w*|damages)\b/i },
  { said: /\b(?:guarant\w*|warrant\w*)/i, given: /\b(?:guarant\w*|warrant\w*)/i },
  {
    said: /\b(?:free(?! to | time|-standing)|for free|no (?:extra |additional )?(?:charge|cost|fee)|at no cost|complimentary|gratis|without (?:charge|cost)|waive\w*)\b/i,
    given:
      /\b(?:free|no (?:extra |additional )?(?:charge|cost|fee)|at no cost|complimentary|gratis|without (?:charge|cost)|waive\w*|costs? nothing)\b/i,
  },
  {
    said: /\b(?:discount\w*|vouchers?|coupons?|store credit|credit note|cashback)\b/i,
    given: /\b(?:discount\w*|vouchers?|coupons?|store credit|credit note|cashback)\b/i,
  },
  {
    said: /\b(?:entitle[ds]?|entitlement|eligible|the right to|owed to you|we owe you)\b/i,
    given: /\b(?:entitle[ds]?|entitlement|eligible|right to|owed)\b/i,
  },
  {
    said: /\b(?:we(?:'ll| will)?|you(?:'ll| will)? (?:get|receive)|get|receive) (?:\w+ ){0,3}replacement\b|\breplac(?:e|ed) (?:it|them|your|the) (?:\w+ ){0,3}(?:for|at|free|without)\b/i,
    given: /\breplac\w*|\bexchang\w*/i,
  },
];

/** Words that make a right larger: they have to be the source's too. */
const LARGER =
  /\b(?:full|fully|complete|completely|entire|whole|double|instant|immediate|automatic|automatically|lifetime|unlimited|always|any reason|no questions)\b/gi;
const NEGATED =
  /\b(?:no|not|never|cannot|can't|won't|isn't|aren't|doesn't|don't|without a|neither|nor|excluded|excludes|except|unless)\b|n't\b/i;

/** Said by a source in a sentence of the same sense: "no refund" grants none. */
function isGranted({ said, given }: Right, sentence: string, text: string): boolean {
  const around = text
    .split("\n")
    .flatMap(sentencesOf)
    .filter((one) => given.test(one));
  const isRefused = isNegated(sentence, said);
  const same = around.filter((one) => isNegated(one, given) === isRefused);
  if (same.length === 0) return false;
  const larger = Array.from(sentence.matchAll(LARGER), ([word]) => word.toLowerCase());
  return isRefused || larger.every((word) => text.toLowerCase().includes(word.replace(/ly$/, "")));
}

/** Whether a sentence denies what it names: "no extra charge" grants, "no refund" does not. */
function isNegated(sentence: string, named: RegExp): boolean {
  return (
    NEGATED.test(
      sentence
        .replace(
          /\bno (?:extra |additional )?(?:charge|cost|fee)|without (?:charge|cost)|at no cost/gi,
          "free",
        )
        .replace(/\bnot only\b/gi, ""),
    ) && named.test(sentence)
  );
}

/** A question, a pointer to a person, or the admission that nothing was found: a word of these promises nothing. */
function claimsNothing(sentence: string): boolean {
  return (
    /\?\W*$/.test(sentence) ||
    /\b(?:cannot|can't|could not|couldn't|did not|didn't|do not|don't|unable to|not able to) (?:\w+ )?(?:find|see|tell|say|promise|confirm|answer|know|decide|look)\b/i.test(
      sentence,
    ) ||
    /\b(?:person|people|colleague|agent|team|somebody|someone)\b.*\b(?:can|could|will|may)\b.*\b(?:help|take over|look|answer|decide|check|explain|tell)\b/i.test(
      sentence,
    ) ||
    /\b(?:ask|talk to|speak to|contact|reach) (?:a |an |our |the )?(?:person|colleague|agent|team|support)\b/i.test(
      sentence,
    )
  );
}
