import { detectLanguage } from "../../lib/triage/language.ts";
import { readLocally, replyFrom } from "../../lib/triage/local.ts";
import type { InsightFlag } from "../../lib/triage/types.ts";
import type { Cast } from "./cast.ts";
import { type Clock, DAY } from "./clock.ts";
import type { HelpFiles } from "./help-files.ts";
import { chunkRows } from "./knowledge.ts";
import { idOf, type Random, randomFor } from "./random.ts";
import type { Row, Rows } from "./rows.ts";
import type { Ticket, TicketPlan } from "./tickets.ts";

/** Older tickets came before anything read them. */
const READ_FOR_DAYS = 30;

/** Stories that the help centre answers, with the article. */
const ANSWERS: Record<string, string> = {
  "red-light": "ont-lights",
  "slow-evenings": "slow-internet-speed-test",
  "load-shedding": "load-shedding-and-fibre",
  "faster-please": "change-package",
  "where-is-it": "track-your-order",
  "streamer-drops": "sangoma-loses-wifi",
  "turntable-hum": "turntable-hum",
  "dns-help": "connect-your-domain",
  "mail-bounces": "email-lands-in-spam",
  "site-down": "website-is-down",
  "listening-room": "listening-room",
  "which-amp": "which-amplifier-for-which-speakers",
  "paid-but-overdue": "i-paid-but-it-says-overdue",
  "vat-number": "vat-and-company-details",
  "add-colleague": "colleagues-and-access",
};

/** What a person should look at, as the database would say of these stories. */
const FLAGS: Record<string, InsightFlag[]> = {
  "charged-twice": ["refund"],
  "crushed-corner": ["refund"],
  "missing-spikes": ["refund"],
  "wrong-colour": ["refund"],
  "return-cable": ["refund"],
  "late-for-birthday": ["anger"],
};

/** What the classifier takes one category for, when it is wrong. */
const MISTAKEN: Record<string, string> = {
  technical: "repair",
  order_issue: "shipping",
  shipping: "order_issue",
  billing: "account",
  product: "question",
  account: "question",
  site_edit: "technical",
  repair: "technical",
  upgrade: "product",
  question: "product",
  termination: "account",
};

/** What triage found in a ticket of the demo, and what staff made of it. Nothing for older ones. */
export function insightRows(
  { key, story }: TicketPlan,
  { ticket }: Ticket,
  help: HelpFiles,
  cast: Cast,
  clock: Clock,
): Partial<Rows> {
  const opened = new Date(ticket.created_at ?? clock.now);
  if (clock.now.getTime() - opened.getTime() > READ_FOR_DAYS * DAY) return {};
  const random = randomFor("insight", key);
  const isWrong = random.chance(0.12);
  const other = MISTAKEN[story.category] ?? "other";
  const category = isWrong ? other : story.category;
  const confidence = isWrong ? random.between(0.41, 0.66) : random.between(0.72, 0.99);
  const runnerUp = isWrong ? story.category : other;
  const flags = [...(FLAGS[story.key] ?? []), ...(confidence < 0.5 ? (["uncertain"] as const) : [])];
  const text = `${ticket.subject}\n${ticket.description}`;
  const reading = readLocally(
    {
      id: ticket.id ?? "",
      number: ticket.number,
      subject: ticket.subject,
      description: ticket.description,
      category: ticket.category,
      priority: ticket.priority ?? "medium",
      channel: "portal",
      isWaiting: false,
      flags,
      categories: [],
    },
    { category, confidence, runnersUp: [] },
    { passages: [], support: "none" },
  );
  const reply = replyFrom(
    `${ticket.subject} ${reading.summary}`,
    { passages: passagesOf(ANSWERS[story.key], help), support: "good" },
    detectLanguage(text),
  );
  const isSeen = ticket.status !== "new" && ticket.status !== "waiting_ai";
  const state = !isSeen ? "open" : isWrong ? "edited" : "accepted";
  const insight: Row<"ticket_insights"> = {
    ticket_id: ticket.id ?? "",
    summary: reading.summary,
    sentiment: reading.sentiment,
    language: reading.language,
    suggested_category: category,
    category_confidence: round(confidence),
    is_calibrated: true,
    runners_up: [{ category: runnerUp, confidence: round((1 - confidence) * 0.6) }],
    suggested_priority: reading.priority,
    suggested_reply: reply?.text ?? null,
    citations: reply?.citations ?? [],
    support: reply ? "good" : "none",
    is_supported: reply !== null,
    flags,
    method: "local",
    model: "classifier",
    readings: { local: { category, confidence: round(confidence) } },
    obstacle: "switched_off",
    state,
    reply_state: isSeen && reply ? "accepted" : "open",
    created_at: opened.toISOString(),
  };
  return {
    ticket_insights: [insight],
    insight_feedback: isSeen
      ? [feedback(String(key), insight, story.category, state, opened, random, cast)]
      : [],
  };
}

function feedback(
  key: string,
  { ticket_id, suggested_category, readings }: Row<"ticket_insights">,
  chosen: string,
  verdict: string,
  opened: Date,
  random: Random,
  cast: Cast,
): Row<"insight_feedback"> {
  return {
    id: idOf("insight_feedback", key),
    ticket_id,
    part: "category",
    verdict,
    suggested: suggested_category ?? null,
    chosen,
    readings: readings ?? {},
    method: "local",
    model: "classifier",
    actor_id: random.pick([cast.thabo, cast.chantal, cast.sipho]).id,
    created_at: new Date(opened.getTime() + random.int(5, 90) * 60_000).toISOString(),
  };
}

/** The beginning of an article, as a search would find it. */
function passagesOf(slug: string | undefined, help: HelpFiles) {
  const article = help.articles.find((one) => one.slug === slug && one.status === "published");
  const [chunk] = article ? chunkRows(article, help) : [];
  if (!article || !chunk) return [];
  return [
    {
      id: chunk.id ?? "",
      articleId: chunk.article_id,
      slug: article.slug,
      title: chunk.title,
      breadcrumb: chunk.breadcrumb ?? [],
      anchor: chunk.anchor ?? null,
      text: chunk.text,
      locale: chunk.locale,
      score: 1,
    },
  ];
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}
