import {
  CALL_ACTION,
  CAPABILITIES,
  CHANGE,
  GENERAL,
  GREETING,
  HOST,
  HOST_STATE,
  LATE,
  LATEST,
  LIST,
  ORDERED,
  OWN_SEVERAL,
  PAID,
  PERHAPS_ORDERED,
  PERHAPS_SOLD,
  POLITE,
  PROBLEM,
  RULES,
  SMALL_TALK,
  STANDING,
  THANKS,
  type Topic,
} from "./intent-rules.ts";
import { mended } from "./slips.ts";
import type { Turn } from "./triggers";
import type { Citation } from "./types";

/** What a question wants, as far as patterns tell. */
export type Intent =
  | { kind: "greeting" | "thanks" | "capabilities" }
  /**
   * `ref` is a number or id; `wants` narrows what is said; `about` names what was ordered, and `otherwise` is what
   * articles are asked where nothing of that name was.
   */
  | { kind: "records"; topic: Topic; ref: string | null; wants: Wants; about?: string; otherwise?: string }
  /** A number that could be anything's. */
  | { kind: "number"; ref: string }
  /** `alone`: the question without what it leans on, where it leans on the one before. */
  | { kind: "knowledge"; query: string; alone?: string };

/**
 * `change`: something is to be done about it, which the customer does on its page. `latest`: the newest one alone;
 * `late`: what should have come already.
 */
export type Wants = "status" | "list" | "paid" | "change" | "latest" | "late";

const KIND_TOPIC: Partial<Record<Citation["kind"], Topic>> = {
  order: "orders",
  invoice: "invoices",
  ticket: "tickets",
  quote: "quotes",
  call: "calls",
  service: "services",
  domain: "domains",
};

const NUMBERS: readonly (readonly [Topic, RegExp])[] = [
  ["tickets", /\btkt-\d{4}-\d{5,12}\b/i],
  ["invoices", /\binv-[a-z0-9][a-z0-9-]{1,40}\b/i],
  ["quotes", /\bquo-[a-z0-9][a-z0-9-]{2,40}\b/i],
];
const SOME_NUMBER = /(?:^|[\s("'#])([a-z]{2,5}-\d[a-z0-9-]{2,30}|#?\d{5,12})(?=$|[\s)?!.,;:"'])/i;
const ORDER_NUMBER = /\border (?:number |no\.? ?|nr\.? ?|#)?#?(\d{3,12})\b/i;

/** What is asked. Earlier turns say what "it" and "the second one" are. */
export function readIntent(question: string, history: readonly Turn[]): Intent {
  const text = question
    .normalize("NFKC")
    .replace(/[\u2018\u2019`´]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
  const low = mended(text.toLowerCase());
  if (GREETING.test(low) || SMALL_TALK.test(low)) return { kind: "greeting" };
  if (low.length < 120 && THANKS.test(low)) return { kind: "thanks" };
  if (CAPABILITIES.test(low)) return { kind: "capabilities" };
  const asked = low.replace(POLITE, "");
  const wants = wantsOf(asked);
  const isOwn =
    !HOW_I_DO.test(asked) && (STANDING.test(asked) || OWN_SEVERAL.test(asked) || LATE.test(asked));
  const isHowTo = (GENERAL.test(asked) && !isOwn) || PROBLEM.test(asked);
  const named = numbered(text);
  if (named && !(isHowTo && /^(?:how (?!much\b|late\b)|can|could|what if|why)/.test(asked))) {
    return named.topic
      ? { kind: "records", topic: named.topic, ref: named.ref, wants }
      : { kind: "number", ref: named.ref };
  }
  // "How do I return UA-10024?" is answered by an article, which does not know the number.
  if (named) return { kind: "knowledge", query: text, alone: withoutNumbers(text) };
  const isCall = CALL_ACTION.test(low) || (CHANGE.test(asked) && toldTopic(history) === "calls");
  if (isCall && !/^how\b/.test(asked)) {
    return { kind: "records", topic: "calls", ref: null, wants: "change" };
  }
  const host = HOST.exec(low)?.[1];
  if (host && HOST_STATE.test(low) && !/^how\b/.test(asked)) {
    return { kind: "records", topic: "domains", ref: host, wants, otherwise: text };
  }
  const topic = isHowTo ? null : topicOf(asked);
  const meant = meantRecord(asked, history);
  // "What did I pay for it?", of an order: its invoice is told there.
  const isItsInvoice =
    topic === "invoices" && meant?.topic === "orders" && !/\b(?:invoices?|bills?)\b/.test(asked);
  if (meant && (topic === null || topic === meant.topic || isItsInvoice) && !isHowTo) {
    return { kind: "records", topic: meant.topic, ref: meant.ref, wants };
  }
  const among = topic ?? (isHowTo && !MEASURED.test(asked) ? null : meantTopic(asked, history));
  if (among) return { kind: "records", topic: among, ref: null, wants };
  const ordered = isHowTo ? null : ORDERED.exec(asked)?.[1];
  if (ordered) return { kind: "records", topic: "orders", ref: null, wants, about: ordered };
  const perhaps = PERHAPS_ORDERED.exec(asked)?.[1];
  if (perhaps) {
    return { kind: "records", topic: "orders", ref: null, wants, about: perhaps, otherwise: text };
  }
  // Slips in the words that everybody asks with are mended; the search has its own way with the others.
  const said = low === text.toLowerCase() ? text : low;
  const query = withContext(said, asked, history);
  const sold = PERHAPS_SOLD.map((pattern) => pattern.exec(asked)?.[1]).find(Boolean);
  if (sold && query === said) {
    return { kind: "records", topic: "products", ref: null, wants, about: sold, otherwise: said };
  }
  return query === said ? { kind: "knowledge", query } : { kind: "knowledge", query, alone: said };
}

function wantsOf(asked: string): Wants {
  if (LATE.test(asked)) return "late";
  if (LATEST.test(asked)) return "latest";
  return PAID.test(asked) ? "paid" : LIST.test(asked) ? "list" : "status";
}

function numbered(text: string): { topic: Topic | null; ref: string } | null {
  for (const [topic, pattern] of NUMBERS) {
    const ref = pattern.exec(text)?.[0];
    if (ref) return { topic, ref: ref.toUpperCase() };
  }
  const order = ORDER_NUMBER.exec(text)?.[1];
  if (order) return { topic: null, ref: order };
  const some = SOME_NUMBER.exec(text)?.[1];
  return some ? { topic: null, ref: some.replace("#", "").toUpperCase() } : null;
}

function topicOf(asked: string): Topic | null {
  return RULES.find(([, patterns]) => patterns.some((pattern) => pattern.test(asked)))?.[0] ?? null;
}

const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:first|1st|top)(?: one)?\b/, 0],
  [/\b(?:second|2nd|other)(?: one)?\b/, 1],
  [/\b(?:third|3rd)(?: one)?\b/, 2],
  [/\b(?:fourth|4th)(?: one)?\b/, 3],
  [/\b(?:fifth|5th)(?: one)?\b/, 4],
  [/\b(?:the (?:last|bottom)|last one)(?: one)?$|\blast one\b/, -1],
];
const FOLLOWS = /^(?:and|what about|how about|or|also|so|but|then|ok|okay|en)\b/;
const POINTS = /\b(?:it|its|that one|this one|that|them|they|those)\b/;

/** The record that a question points at without naming it: "and the second one?", "is it paid?". */
function meantRecord(asked: string, history: readonly Turn[]): { topic: Topic; ref: string } | null {
  const last = history.findLast(({ role }) => role === "assistant");
  const records = (last?.citations ?? []).filter(({ kind, id }) => KIND_TOPIC[kind] && id.includes("-"));
  if (records.length === 0 || asked.length > 120) return null;
  const place = ORDINALS.find(([pattern]) => pattern.test(asked))?.[1];
  const isShort = asked.split(" ").length <= 8;
  const points = POINTS.test(asked) || FOLLOWS.test(asked);
  const record =
    place !== undefined && (isShort || points)
      ? records.at(place)
      : points && isShort && records.length === 1
        ? records[0]
        : undefined;
  const topic = record && KIND_TOPIC[record.kind];
  return record && topic ? { topic, ref: record.id } : null;
}

const THEM = /\b(?:they|them|those|these|each)\b/;
/** Asks how it stands with what was told, and not how something is done. */
/** "How do I pay what I owe?": how, and not how much. */
const HOW_I_DO = /^how (?:do|can|to|should|would|could) (?:i|we)\b/;
const MEASURED_IT = /^(?:how (?:much|late)|why|when|what time)\b.*\bit\b/;
const MEASURED = /^(?:how (?:much|late)|why|when|what time)\b/;
const HOW_IT_STANDS =
  /\b(?:due|pay|paid|owe|expires?|valid|arriv(?:e|ed|ing)|shipped|delivered|late|costs?|status|answered|booked|active)\b/;

/** "When do I have to pay them?" after several invoices were told. */
function meantTopic(asked: string, history: readonly Turn[]): Topic | null {
  if (
    asked.split(" ").length > 9 ||
    !(THEM.test(asked) || MEASURED_IT.test(asked)) ||
    !HOW_IT_STANDS.test(asked)
  )
    return null;
  return toldTopic(history);
}

/** What the last answer told of, if it was one kind of thing. */
function toldTopic(history: readonly Turn[]): Topic | null {
  const citations = history.findLast(({ role }) => role === "assistant")?.citations ?? [];
  const topics = new Set(citations.map(({ kind }) => KIND_TOPIC[kind]));
  const [topic] = topics;
  return topics.size === 1 && topic ? topic : null;
}

/** A question that leans on the one before, with it. */
function withContext(text: string, asked: string, history: readonly Turn[]): string {
  const before = history.findLast(({ role }) => role === "user")?.body;
  const isShort = asked.split(" ").length <= 9;
  const leans = FOLLOWS.test(asked) || POINTS.test(asked);
  return before && leans && isShort ? `${withoutNumbers(before.slice(0, 300))} ${text}` : text;
}

/** "Where is UA-10231?" is about an order, and no article knows its number. */
function withoutNumbers(text: string): string {
  const named = NUMBERS.reduce((said, [topic, pattern]) => said.replace(pattern, topic.slice(0, -1)), text);
  return named.replace(SOME_NUMBER, " order ");
}
