import { bestSentences } from "../assistant/quotes.ts";
import { sentencesOf } from "../assistant/sentences.ts";
import type { Citation } from "../assistant/types.ts";
import type { KnowledgeAnswer, Passage } from "../knowledge/types.ts";
import { TICKET_PRIORITIES, type TicketPriority } from "../tickets/types.ts";
import { detectLanguage } from "./language.ts";
import type { Guess, InsightFlag, Reading, Sentiment, TriageSubject } from "./types.ts";

/** What the classifier says of a text; confidences are calibrated. */
export type LocalGuess = Guess & { runnersUp: Guess[] };

const SUMMARY_LENGTH = 280;
const QUOTE_LENGTH = 1_000;

const POSITIVE =
  /\b(thank(s| you)?|great|love|lovely|excellent|perfect|happy|pleased|brilliant|dankie|danke|merci|gracias)\b/gi;
const NEGATIVE =
  /\b(broken|fail(s|ed|ing)?|wrong|missing|damaged|late|delay(ed)?|problem|issue|error|can(not|'t)|doesn'?t|won'?t|never|still not|disappoint\w*|frustrat\w*|slow|stopped|worse|lost|poor|complain\w*|overcharged|crackl\w*|down)\b/gi;
const URGENT =
  /\b(urgent(ly)?|asap|immediately|emergency|right now|as soon as possible|dringend|critical)\b/i;
const STANDSTILL =
  /\b(completely down|no (internet|connection|signal|service|power|sound)|nothing works|not working( at all)?|stopped working|outage|offline|can(not|'t) (work|trade|sign in|log in)|dead)\b/i;
const CALM = /\b(no (rush|hurry)|whenever|just (curious|wondering)|not urgent)\b/i;
const GREETING =
  /^(hi|hello|hey|dear|good (morning|afternoon|evening|day)|greetings|hallo|molo|sawubona)\b[^.!?\n]{0,60}[,.!\n]?\s*/i;
const CLOSING = /^(thanks|thank you|kind regards|regards|best|cheers|sincerely|yours)\b/i;

/** What rules, the business's own classifier and the help centre make of a ticket, without any model. */
export function readLocally(
  subject: TriageSubject,
  guess: LocalGuess | null,
  knowledge: KnowledgeAnswer,
): Reading {
  const text = `${subject.subject}\n${subject.description}`;
  const sentiment = readSentiment(text, subject.flags);
  const language = detectLanguage(text);
  const summary = summarise(subject.subject, subject.description);
  const reply = replyFrom(`${subject.subject} ${summary}`, knowledge, language);
  return {
    category: guess?.category ?? null,
    confidence: guess?.confidence ?? null,
    isCalibrated: guess !== null,
    runnersUp: guess?.runnersUp ?? [],
    priority: readPriority(subject, guess?.category ?? subject.category),
    language,
    sentiment,
    summary,
    reply: reply?.text ?? null,
    citations: reply?.citations ?? [],
    flags: [],
  };
}

/** By the words that complain and those that thank; anger is what the database flags as such. */
export function readSentiment(text: string, flags: readonly InsightFlag[]): Sentiment {
  if (flags.includes("anger")) return "angry";
  const balance = (text.match(NEGATIVE)?.length ?? 0) - (text.match(POSITIVE)?.length ?? 0);
  return balance > 0 ? "negative" : balance < 0 ? "positive" : "neutral";
}

/** The priority of the category, raised by what stands still or endangers, lowered by who says that it can wait. */
export function readPriority(
  { subject, description, flags, categories }: TriageSubject,
  category: string,
): TicketPriority {
  const text = `${subject}\n${description}`;
  if (flags.includes("safety")) return "urgent";
  const usual = categories.find(({ slug }) => slug === category)?.defaultPriority ?? "medium";
  const isAtStandstill = STANDSTILL.test(text);
  const isUrgent = URGENT.test(text) && !/\bnot urgent\b/i.test(text);
  if (isAtStandstill && isUrgent) return "urgent";
  if (isAtStandstill || isUrgent || flags.includes("security")) return atLeast(usual, "high");
  if (CALM.test(text)) return "low";
  return usual;
}

function atLeast(priority: TicketPriority, least: TicketPriority): TicketPriority {
  const rank = (one: TicketPriority) => TICKET_PRIORITIES.indexOf(one);
  return rank(priority) >= rank(least) ? priority : least;
}

/** The first sentences that say something, as the customer wrote them; the subject where there are none. */
export function summarise(subject: string, description: string): string {
  const plain = description
    .replace(/^>.*$/gm, " ")
    .replace(/[*_`#]+/g, "")
    .replace(GREETING, "")
    .replace(/\s+/g, " ")
    .trim();
  const sentences = sentencesOf(plain).filter(
    (sentence) => !CLOSING.test(sentence) && !GREETING.test(sentence),
  );
  return clip(sentences, SUMMARY_LENGTH) || subject;
}

/** A reply of the help centre's own words, each with its source; none where they do not clearly answer. */
export function replyFrom(
  question: string,
  { passages, support, words }: KnowledgeAnswer,
  language: string | null,
): { text: string; citations: Citation[] } | null {
  if (support !== "good") return null;
  const readable = passages.filter(({ locale }) => language === null || locale.startsWith(language));
  const quoted = bestSentences(question, { passages: readable, support, ...(words && { words }) });
  if (quoted.length === 0) return null;
  const citations = quoted.map(({ passage, units }, at) => ({
    ...sourceOf(passage),
    n: at + 1,
    quote: units
      .map(({ text }) => text)
      .join(" ")
      .slice(0, QUOTE_LENGTH),
  }));
  return { text: quoted.map(({ units }, at) => `${inLines(units)} [${at + 1}]`).join("\n\n"), citations };
}

/** Sentences go on in their line, entries of a list have one each. */
function inLines(units: readonly { text: string; isItem: boolean }[]): string {
  return units.reduce((text, { text: next, isItem }, at) => {
    const line = next.replace(/^•\s+/, "- ");
    if (at === 0) return line;
    return `${text}${isItem ? (units[at - 1]?.isItem ? "\n" : "\n\n") : " "}${line}`;
  }, "");
}

/** A passage as what may be cited. */
export function sourceOf({ id, title, breadcrumb, slug, anchor }: Passage): Omit<Citation, "n" | "quote"> {
  const heading = anchor ? breadcrumb.at(-1) : undefined;
  return {
    kind: "article",
    id,
    title: heading && heading !== title ? `${title} › ${heading}` : title,
    href: `/help/${slug}${anchor ? `#${anchor}` : ""}`,
  };
}

/** As many whole sentences as fit; the first one is cut when it alone does not. */
function clip(sentences: readonly string[], length: number): string {
  let text = "";
  for (const sentence of sentences) {
    const longer = text ? `${text} ${sentence}` : sentence;
    if (longer.length > length) break;
    text = longer;
  }
  const [first = ""] = sentences;
  return text || (first.length > length ? `${first.slice(0, length - 1).trimEnd()}…` : first);
}
