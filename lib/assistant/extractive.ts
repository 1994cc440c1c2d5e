import "server-only";
import type { KnowledgeAnswer } from "@/lib/knowledge/types";
import { log } from "@/lib/platform/log";
import { quotePassages, searchArticles } from "./extractive-articles";
import { tellOrders, tellQuotes } from "./extractive-commerce";
import { createDraft, type Draft, spoken } from "./extractive-draft";
import { tellInvoices } from "./extractive-invoices";
import { tellCalls, tellDomains, tellServices, tellTickets } from "./extractive-support";
import type { Asked, Outcome, Told } from "./extractive-told";
import { inPieces } from "./in-pieces";
import type { Topic } from "./intent-rules";
import { type Intent, readIntent } from "./intents";
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

type Topics = Record<
  Topic,
  { tell: (draft: Draft, asked: Asked) => Promise<Told>; tool: string; page: string }
>;

const TOPICS: Topics = {
  orders: { tell: tellOrders, tool: "list_orders", page: "/portal/orders" },
  invoices: { tell: tellInvoices, tool: "list_invoices", page: "/portal/invoices" },
  tickets: { tell: tellTickets, tool: "list_tickets", page: "/portal/tickets" },
  quotes: { tell: tellQuotes, tool: "list_quotes", page: "/portal/quotes" },
  calls: { tell: tellCalls, tool: "list_calls", page: "/portal/calls" },
  services: { tell: tellServices, tool: "list_services", page: "/portal/services" },
  domains: { tell: tellDomains, tool: "list_domains", page: "/portal/domains" },
};
/** What a bare number is looked for among, in this order. */
const NUMBERED = ["orders", "invoices", "quotes"] as const satisfies Topic[];

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
  const draft = createDraft();
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
        const said = `${intent.topic} ${intent.wants === "change"}`;
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
  if (intent.kind === "records") return TOPICS[intent.topic].tool;
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
      return tellRecords(draft, question, intent, context, whole);
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

function has({ viewer }: ToolContext, topic: Topic): boolean {
  return topic === "tickets" || viewer.modules.includes(topic);
}

async function tellRecords(
  draft: Draft,
  question: string,
  { topic, ref, wants, about, otherwise }: Extract<Intent, { kind: "records" }>,
  context: ToolContext,
  whole: Whole,
): Promise<Outcome> {
  const instead: Intent | null = otherwise ? { kind: "knowledge", query: otherwise } : null;
  if (instead && (context.restricted || !has(context, topic))) {
    return compose(draft, question, instead, context, whole);
  }
  if (!has(context, topic)) {
    draft.say(words("answer.off"));
    return { offer: "not_found", support: null };
  }
  if (context.restricted) return tellRestricted(draft, topic);
  const told = await TOPICS[topic].tell(draft, { question, ref, wants, about, context });
  if (told === "told") return FOUND;
  if (told === "unavailable") return { offer: "unavailable", support: null };
  if (instead) return compose(draft, question, instead, context, whole);
  draft.say(
    about
      ? words("answer.unknownArticle", { about: spoken(about, 80) })
      : words("answer.unknownNumber", { ref: ref ?? "" }),
  );
  return { offer: "not_found", support: null };
}

function tellRestricted(draft: Draft, topic: Topic): Outcome {
  const page = `[${words(`answer.pages.${topic}`)}](${TOPICS[topic].page})`;
  draft.say(words("answer.restricted", { page }));
  return FOUND;
}

/** A number that may be an order's, an invoice's or a quote's, or the name of an article that is sold. */
async function tellNumber(
  draft: Draft,
  question: string,
  ref: string,
  context: ToolContext,
): Promise<Outcome> {
  if (context.restricted) return tellRestricted(draft, "orders");
  const wants = /\b(?:paid|pay|owe|invoice)\b/i.test(question) ? "paid" : "status";
  for (const topic of NUMBERED.filter((one) => has(context, one))) {
    const told = await TOPICS[topic].tell(draft, { question, ref, wants, context });
    if (told === "told") return FOUND;
    if (told === "unavailable") return { offer: "unavailable", support: null };
  }
  // "Does the PMA-600 have Bluetooth?" names an article that is sold; where an order is, no article says.
  if (!/\b(?:orders?|parcels?|invoices?|tickets?|quotes?|where|track|status)\b/i.test(question)) {
    const found = await searchArticles(question, context);
    const told = found.support === "good" ? quotePassages(draft, question, found) : null;
    if (told) return told;
  }
  draft.say(words("answer.unknownNumber", { ref }));
  return { offer: "not_found", support: null };
}
