import "server-only";
import { searchKnowledge } from "@/lib/knowledge/search-queries";
import type { KnowledgeAnswer } from "@/lib/knowledge/types";
import { log } from "@/lib/platform/log";
import { tellInvoices, tellOrders, tellQuotes } from "./extractive-commerce";
import { createDraft, type Draft } from "./extractive-draft";
import { tellCalls, tellDomains, tellServices, tellTickets } from "./extractive-support";
import type { Asked, Told } from "./extractive-told";
import { type Intent, readIntent, type Topic } from "./intents";
import { bestSentences } from "./sentences";
import { passageSource } from "./tools/help";
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
  calls: { tell: tellCalls, tool: "list_calls", page: "/portal/dashboard" },
  services: { tell: tellServices, tool: "list_services", page: "/portal/services" },
  domains: { tell: tellDomains, tool: "list_domains", page: "/portal/domains" },
};
/** What a bare number is looked for among, in this order. */
const NUMBERED = ["orders", "invoices", "quotes"] as const satisfies Topic[];

/**
 * Answers without a model: by templates from the customer's own records, else by quoting the articles that answer
 * best. Nothing in it is made up, and every sentence that states a fact carries its citation. It reads as the
 * customer; what cannot be read is said so.
 */
export async function* answerExtractively(
  question: string,
  history: readonly Turn[],
  context: ToolContext,
): AsyncGenerator<ExtractiveEvent, ExtractiveAnswer> {
  const draft = createDraft();
  const wish = offerReason(question, history);
  const intent = readIntent(question, history);
  let outcome: Outcome = { offer: wish, support: null };
  if (wish === "asked") draft.say(words("answer.person"));
  else {
    const tool = toolOf(intent);
    if (tool) yield { event: "tool", data: { id: tool, name: tool, status: "running" } };
    try {
      outcome = await compose(draft, question, intent, context);
    } catch (error) {
      log.error({ err: error }, "an answer could not be looked up");
      outcome = { offer: "unavailable", support: null };
    }
    if (tool) {
      const status = outcome.offer === "unavailable" ? "failed" : "done";
      yield { event: "tool", data: { id: tool, name: tool, status } };
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

function toolOf(intent: Intent): string | null {
  if (intent.kind === "records") return TOPICS[intent.topic].tool;
  if (intent.kind === "number") return "get_order";
  return intent.kind === "knowledge" ? "search_help" : null;
}

type Outcome = { offer: OfferReason | null; support: KnowledgeAnswer["support"] | null };
const FOUND: Outcome = { offer: null, support: null };

async function compose(
  draft: Draft,
  question: string,
  intent: Intent,
  context: ToolContext,
): Promise<Outcome> {
  switch (intent.kind) {
    case "greeting":
    case "thanks":
    case "capabilities":
      draft.say(words(`answer.${intent.kind}`));
      return FOUND;
    case "records":
      return tellRecords(draft, question, intent, context);
    case "number":
      return tellNumber(draft, question, intent.ref, context);
    case "knowledge":
      return quotePassages(draft, intent.query, await searchArticles(intent.query, context));
  }
}

function has({ viewer }: ToolContext, topic: Topic): boolean {
  return topic === "tickets" || viewer.modules.includes(topic);
}

async function tellRecords(
  draft: Draft,
  question: string,
  { topic, ref, wants }: Extract<Intent, { kind: "records" }>,
  context: ToolContext,
): Promise<Outcome> {
  if (!has(context, topic)) {
    draft.say(words("answer.off"));
    return { offer: "not_found", support: null };
  }
  if (context.restricted) return tellRestricted(draft, topic);
  const told = await TOPICS[topic].tell(draft, { question, ref, wants, context });
  if (told === "told") return FOUND;
  if (told === "unavailable") return { offer: "unavailable", support: null };
  draft.say(words("answer.unknownNumber", { ref: ref ?? "" }));
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
  // "Does the PMA-600 have Bluetooth?" names an article that is sold.
  const found = await searchArticles(question, context);
  if (found.support === "good") return quotePassages(draft, question, found);
  draft.say(words("answer.unknownNumber", { ref }));
  return { offer: "not_found", support: null };
}

async function searchArticles(query: string, { viewer }: ToolContext): Promise<KnowledgeAnswer> {
  if (!viewer.modules.includes("knowledge")) return { passages: [], support: "none" };
  return searchKnowledge({ query, limit: 6 }, viewer.db);
}

/** The sentences of articles that answer best, or that there are none. */
function quotePassages(draft: Draft, query: string, found: KnowledgeAnswer): Outcome {
  const quoted = found.support === "none" ? [] : bestSentences(query, found.passages);
  if (quoted.length === 0) {
    draft.say(words("answer.notFound"));
    return { offer: "not_found", support: "none" };
  }
  if (found.support === "weak") {
    draft.say(words("answer.weak"));
    draft.paragraph();
  }
  for (const { passage, units } of quoted) {
    draft.paragraph();
    for (const { text, isItem } of units) draft.quote(text, passageSource(passage), isItem);
  }
  return { offer: found.support === "weak" ? "not_found" : null, support: found.support };
}

/** Words that arrive together: as fast as one can begin to read them. */
const PIECE = /\s*(?:\S+\s*){1,4}/g;

function* inPieces(answer: string, citations: readonly Citation[]): Generator<ExtractiveEvent> {
  const told = new Set<number>();
  for (const [piece] of answer.matchAll(PIECE)) {
    for (const [, n] of piece.matchAll(/\[(\d+)\]/g)) {
      const citation = citations.find((one) => one.n === Number(n));
      if (citation && !told.has(citation.n)) {
        told.add(citation.n);
        yield { event: "citation", data: citation };
      }
    }
    yield { event: "delta", data: { text: piece } };
  }
}
