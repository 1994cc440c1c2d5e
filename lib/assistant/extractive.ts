import "server-only";
import type { KnowledgeAnswer } from "@/lib/knowledge/types";
import { log } from "@/lib/platform/log";
import { quotePassages, searchArticles } from "./extractive-articles";
import { createDraft, type Draft, spoken } from "./extractive-draft";
import { tellNumber, tellRecords, toolFor } from "./extractive-records";
import type { Outcome } from "./extractive-told";
import { inPieces } from "./in-pieces";
import { type Intent, readIntent, type Wants } from "./intents";
import { partsOf } from "./parts";
import { bestSentences } from "./quotes";
import type { ToolContext } from "./tools/types";
import { words } from "./tools/words";
import { offerReason, type Turn } from "./triggers";
import type { AnswerEvent, Citation, OfferReason } from "./types";

/** What an answer sends while it is made. */
export type ExtractiveEvent = Extract<AnswerEvent, { event: "tool" | "delta" | "citation" | "escalated" }>;

/** An answer as a whole. `support` says how well articles answered; null where none was asked. */
export type ExtractiveAnswer = {
  answer: string;
  citations: Citation[];
  offer: OfferReason | null;
  support: KnowledgeAnswer["support"] | null;
};

/**
 * Answers without a model: by templates from the customer's own records, else by quoting the articles that answer
 * best, each question of a message by itself. Nothing in it is made up, and every sentence that states a fact carries
 * its citation. It reads as the customer; what cannot be read is said so.
 */
export async function* answerExtractively(
  question: string,
  history: readonly Turn[],
  context: ToolContext,
): AsyncGenerator<ExtractiveEvent, ExtractiveAnswer> {
  let draft = createDraft();
  const wish = offerReason(question, history);
  let outcome: Outcome = { offer: wish, support: null };
  if (wish === "asked") draft.say(words("answer.person"));
  else {
    const outcomes: Outcome[] = [];
    const parts = partsOf(question);
    const lead = await leadOf(question, parts, history, context);
    let before = history;
    const told = new Set<string>();
    for (const [at, part] of parts.entries()) {
      draft.paragraph();
      const known = draft.finished().citations.length;
      const intent = readIntent(part, before);
      if (intent.kind === "records" && intent.ref === null && !intent.about) {
        // "Which invoices are overdue, and when are they due?" is told once.
        const said = `${intent.topic} ${TOLD_APART.has(intent.wants) ? intent.wants : ""}`;
        if (told.has(said)) continue;
        told.add(said);
      }
      if (intent.kind === "knowledge" && outcomes.at(-1)?.support === "none" && isAboutSomebody(part)) {
        draft.say(words("answer.notFoundPart", { part: spoken(part, 160) }));
        outcomes.push(NOT_FOUND);
        continue;
      }
      const tool = toolOf(intent);
      const id = at === 0 ? tool : `${tool}-${at + 1}`;
      if (tool && id) yield { event: "tool", data: { id, name: tool, status: "running" } };
      const one = await attempt(draft, part, intent, context, { isOneOfSeveral: parts.length > 1, lead });
      if (tool && id) {
        const status = one.offer === "unavailable" ? "failed" : "done";
        yield { event: "tool", data: { id, name: tool, status } };
      }
      outcomes.push(one);
      const citations = draft.finished().citations.slice(known);
      before = [...before, { role: "user", body: part }, { role: "assistant", body: "", citations }];
    }
    outcome = together(outcomes);
    // Who is angry is not asked to put it in other words.
    if (wish && outcomes.every(({ support }) => support === "none") && !draft.finished().citations.length) {
      draft = createDraft();
      draft.say(words("answer.sorry"));
    }
    if (outcome.offer === "unavailable" && draft.isEmpty()) draft.say(words("answer.unavailable"));
    if (wish) {
      draft.paragraph();
      draft.say(words("answer.personOffer"));
    }
  }
  const { answer, citations } = draft.finished();
  const offer = wish ?? outcome.offer;
  if (offer) yield { event: "escalated", data: { reason: offer, ticket: null } };
  yield* inPieces(answer, citations);
  return { answer, citations, offer, support: outcome.support };
}

/** What is told of a topic besides how it stands. */
const TOLD_APART: ReadonlySet<Wants> = new Set(["change", "late"]);

/** Of which message a question is a part. `lead`: the article that answers all of it best. */
type Whole = { isOneOfSeveral: boolean; lead: string | undefined };

/** "What packages are there, and what do they cost?" is answered from one article, if one answers both. */
async function leadOf(
  message: string,
  parts: readonly string[],
  history: readonly Turn[],
  context: ToolContext,
): Promise<string | undefined> {
  const isAboutArticles = parts.every((part) => readIntent(part, history).kind === "knowledge");
  if (parts.length < 2 || !isAboutArticles) return undefined;
  try {
    return bestSentences(message, await searchArticles(message, context))[0]?.passage.articleId;
  } catch (error) {
    log.warn({ err: error }, "a message was not looked up as a whole");
    return undefined;
  }
}

async function attempt(
  draft: Draft,
  part: string,
  intent: Intent,
  context: ToolContext,
  whole: Whole,
): Promise<Outcome> {
  try {
    return await compose(draft, part, intent, context, whole);
  } catch (error) {
    log.error({ err: error }, "an answer could not be looked up");
    if (whole.isOneOfSeveral) draft.say(words("answer.unavailable"));
    return { offer: "unavailable", support: null };
  }
}

/** What a whole message comes to: a person is offered for what any part lacks, and the worst support counts. */
function together(outcomes: readonly Outcome[]): Outcome {
  const worst = (["none", "weak", "good"] as const).find((level) =>
    outcomes.some(({ support }) => support === level),
  );
  return { offer: outcomes.find(({ offer }) => offer)?.offer ?? null, support: worst ?? null };
}

function toolOf(intent: Intent): string | null {
  if (intent.kind === "records") return toolFor(intent.topic);
  if (intent.kind === "number") return "get_order";
  return intent.kind === "knowledge" ? "search_help" : null;
}

const FOUND: Outcome = { offer: null, support: null };
const NOT_FOUND: Outcome = { offer: "not_found", support: "none" };

/** "And how old is he?": of somebody whom the question before named. */
const isAboutSomebody = (part: string) => /\b(?:he|she|him|his|hers?)\b/i.test(part);

async function compose(
  draft: Draft,
  question: string,
  intent: Intent,
  context: ToolContext,
  whole: Whole,
): Promise<Outcome> {
  const { isOneOfSeveral, lead } = whole;
  switch (intent.kind) {
    case "greeting":
    case "thanks":
    case "capabilities":
      draft.say(words(`answer.${intent.kind}`));
      return FOUND;
    case "records":
      return tellRecords(draft, question, intent, context, (instead) =>
        compose(draft, question, instead, context, whole),
      );
    case "number":
      return tellNumber(draft, question, intent.ref, context);
    case "knowledge": {
      const asked = intent.alone ? [intent.query, intent.alone] : [intent.query];
      for (const query of asked) {
        const told = quotePassages(draft, query, await searchArticles(query, context), lead);
        if (told) return told;
      }
      draft.say(
        isOneOfSeveral
          ? words("answer.notFoundPart", { part: spoken(question, 160) })
          : words("answer.notFound"),
      );
      return NOT_FOUND;
    }
  }
}
