import "server-only";
import { createAnonClient, type Db } from "@/lib/platform/supabase/server";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { embedQuestion } from "./embedding-service";
import type { KnowledgeAnswer } from "./types";

/** What the database looks at; longer questions are cut. */
const QUERY_MAX = 500;

export type KnowledgeQuestion = {
  query: string;
  /** Only passages in this language: `en`, `es-MX`. */
  locale?: string;
  /** Slug of a category; those inside it are searched too. */
  category?: string;
  /** How many passages at most, up to 50. */
  limit?: number;
  /** Whether the answer tells what each word of the question weighs, for whoever quotes from it. */
  words?: boolean;
};

/**
 * The passages of the help centre that answer a question best, and how well they do. `client` reads as whoever
 * asks, so that row security decides what may be found; a visitor's without one. Throws when the database fails.
 */
export async function searchKnowledge(
  { query, locale, category, limit = 8, words = false }: KnowledgeQuestion,
  client: Db = createAnonClient(),
): Promise<KnowledgeAnswer> {
  const question = query.trim().slice(0, QUERY_MAX);
  if (question === "") return { passages: [], support: "none" };
  const vector = await embedQuestion(question);
  const answer = unwrap(
    await client.rpc("search_knowledge", {
      p_query: question,
      ...(vector && { p_embedding: vector.embedding, p_model: vector.model }),
      p_filters: { ...(locale && { locale }), ...(category && { category }), ...(words && { words }) },
      p_limit: limit,
    }),
  );
  if (!answer.ok) throw new Error(`cannot search the help centre: ${answer.error.code}`);
  return answer.value as unknown as KnowledgeAnswer;
}
