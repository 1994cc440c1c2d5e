import "server-only";
import { searchKnowledge } from "@/lib/knowledge/search-queries";
import type { KnowledgeAnswer } from "@/lib/knowledge/types";
import type { Draft } from "./extractive-draft";
import type { Outcome } from "./extractive-told";
import { bestSentences } from "./quotes";
import { passageSource } from "./tools/help";
import type { ToolContext } from "./tools/types";
import { words } from "./tools/words";

/** Passages that are looked at before one is quoted. */
const PASSAGES = 12;

/** What the help centre has on a question, as far as the customer may read it. */
export async function searchArticles(query: string, { viewer }: ToolContext): Promise<KnowledgeAnswer> {
  if (!viewer.modules.includes("knowledge")) return { passages: [], support: "none" };
  return searchKnowledge({ query, limit: PASSAGES, words: true }, viewer.db);
}

/** Quotes the sentences of articles that answer best; null where none answers well enough. */
export function quotePassages(
  draft: Draft,
  query: string,
  found: KnowledgeAnswer,
  lead?: string,
): Outcome | null {
  const quoted = bestSentences(query, found, lead);
  if (quoted.length === 0) return null;
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
