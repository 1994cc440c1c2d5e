import type { Cast } from "./cast.ts";
import { type Clock, DAY, MINUTE } from "./clock.ts";
import type { HelpFiles } from "./help-files.ts";
import { chunkRows } from "./knowledge.ts";
import { idOf } from "./random.ts";
import type { Row, Rows } from "./rows.ts";

type Asked = { question: string; article: string; feedback?: "up" | "down"; reason?: string };
type Story = { who: "naledi" | "johan"; customer: string; daysAgo: number; turns: readonly Asked[] };

/** What the demo's customers have asked the assistant, and which article it quoted. */
const STORIES: readonly Story[] = [
  {
    who: "naledi",
    customer: "naledi",
    daysAgo: 1,
    turns: [
      { question: "How do I get rid of the hum of my turntable?", article: "turntable-hum", feedback: "up" },
      { question: "And how do I clean my records?", article: "clean-your-records" },
    ],
  },
  {
    who: "naledi",
    customer: "naledi",
    daysAgo: 12,
    turns: [{ question: "What do I have to do to return a product?", article: "return-a-product" }],
  },
  {
    who: "johan",
    customer: "blouberg",
    daysAgo: 3,
    turns: [
      { question: "What do the lights on the ONT mean?", article: "ont-lights", feedback: "up" },
      {
        question: "Does our fibre work during load shedding?",
        article: "load-shedding-and-fibre",
        feedback: "down",
        reason: "I wanted to know how long a UPS lasts.",
      },
    ],
  },
  {
    who: "johan",
    customer: "blouberg",
    daysAgo: 20,
    turns: [
      { question: "How do our colleagues get access to the portal?", article: "colleagues-and-access" },
    ],
  },
];

/** Conversations with the assistant, answered by quotation as an installation without a key does it. */
export function chatRows(cast: Cast, clock: Clock, files: HelpFiles): Partial<Rows> {
  const sessions: Row<"chatbot_sessions">[] = [];
  const messages: Row<"chatbot_messages">[] = [];
  for (const { who, customer, daysAgo, turns } of STORIES) {
    const [first] = turns;
    const id = idOf("chat", `${who}/${first?.article}`);
    const began = clock.ago(daysAgo * DAY);
    const at = (minutes: number) => new Date(began.getTime() + minutes * MINUTE).toISOString();
    const owner = { customer_id: idOf("customer", customer), user_id: cast[who].id };
    for (const [index, turn] of turns.entries()) {
      const answer = quoted(turn.article, files);
      const common = { session_id: id, user_id: owner.user_id, status: "complete" as const };
      const asked = at(index * 4);
      messages.push({
        id: idOf("chat_message", id, index, "question"),
        ...common,
        position: 2 * index + 1,
        role: "user",
        body: turn.question,
        created_at: asked,
        saved_at: asked,
      });
      const answered = at(index * 4 + 0.1);
      messages.push({
        id: idOf("chat_message", id, index, "answer"),
        ...common,
        position: 2 * index + 2,
        role: "assistant",
        ...answer,
        answerer: "extractive",
        feedback: turn.feedback ?? null,
        feedback_reason: turn.reason ?? null,
        claimed_at: asked,
        created_at: asked,
        saved_at: answered,
      });
    }
    sessions.push({
      id,
      ...owner,
      title: first?.question ?? "",
      summary: first?.question ?? "",
      message_count: 2 * turns.length,
      last_message_at: at((turns.length - 1) * 4 + 0.1),
      created_at: at(0),
    });
  }
  return { chatbot_sessions: sessions, chatbot_messages: messages };
}

/** The beginning of an article, with the citation that opens it. */
function quoted(slug: string, files: HelpFiles): Pick<Row<"chatbot_messages">, "body" | "citations"> {
  const article = files.articles.find((one) => one.slug === slug);
  const [chunk] = article ? chunkRows(article, files) : [];
  if (!article || !chunk)
    throw new Error(`The demo's conversations quote an article that is not there: ${slug}.`);
  const quote = (chunk.text.split("\n").find((line) => line.trim() !== "") ?? "").trim();
  return {
    body: `${quote} [1]`,
    citations: [
      { n: 1, kind: "article", id: chunk.id ?? "", title: article.title, href: `/help/${slug}`, quote },
    ],
  };
}
