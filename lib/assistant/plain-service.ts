import "server-only";
import { searchKnowledge } from "@/lib/knowledge/search-queries";
import { log } from "@/lib/platform/log";
import texts from "@/messages/en/assistant-turn.json";
import type { ToolContext } from "./tools/types";
import type { AnswerEvent, Citation } from "./types";

const PASSAGES = 3;
const QUOTE = 600;

/** Answers without a model: the best passages of the help centre, quoted. */
export async function* answerExtractively(
  question: string,
  _history: readonly unknown[],
  { viewer }: ToolContext,
): AsyncGenerator<AnswerEvent> {
  const found = await searchKnowledge({ query: question, limit: PASSAGES }, viewer.db).catch(
    (error: unknown) => {
      log.warn({ err: error }, "the help centre could not be searched");
      return { passages: [], support: "none" as const };
    },
  );
  if (found.support === "none" || found.passages.length === 0) {
    yield { event: "delta", data: { text: texts.notice.notFound } };
    yield { event: "escalated", data: { reason: "not_found", ticket: null } };
    return;
  }
  for (const [index, passage] of found.passages.entries()) {
    const n = index + 1;
    const quote = passage.text.replace(/\s+/g, " ").trim().slice(0, QUOTE);
    const href = `/help/${passage.slug}${passage.anchor ? `#${passage.anchor}` : ""}`;
    const citation: Citation = { n, kind: "article", id: passage.id, title: passage.title, href, quote };
    yield { event: "delta", data: { text: `${index > 0 ? "\n\n" : ""}> ${quote} [${n}]` } };
    yield { event: "citation", data: citation };
  }
}
