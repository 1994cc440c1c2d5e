// The questions that the demo's help centre must answer, those that it must not, and the help centre itself.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createBm25 } from "../../bench/bm25.ts";
import { type CallDatabase, embedPassages } from "../../lib/knowledge/passage-embedding-service.ts";
import type { KnowledgeAnswer, Support } from "../../lib/knowledge/types.ts";
import { createLocalEmbedder } from "../../lib/platform/embeddings/local.ts";
import { unpackBasis } from "../../lib/platform/embeddings/local-basis.ts";
import type { Embedder } from "../../lib/platform/embeddings/types.ts";
import type { Cast } from "../../scripts/seed/cast.ts";
import { clockAt } from "../../scripts/seed/clock.ts";
import { knowledgeRows } from "../../scripts/seed/knowledge.ts";
import type { TestSupabase } from "../helpers/embedded.ts";

/** `relevant`: slugs of the articles that answer it; none where no article does. */
export type GoldenQuestion = { id: string; text: string; relevant: string[] };

/** Kinds are in the ids: plain words, typing mistakes, codes, and questions without an answer. */
export function goldenQuestions(): GoldenQuestion[] {
  return readFileSync(join(import.meta.dirname, "help.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as GoldenQuestion);
}

/** Fills an empty database with the demo's help centre and its vectors; gives the embedder that serves. */
export async function loadHelpCentre(supabase: TestSupabase): Promise<Embedder> {
  const nobody = { id: "00000000-0000-4000-8000-000000000000", name: "" };
  const cast = { thabo: nobody, amahle: nobody, chantal: nobody } as unknown as Cast;
  const { kb_categories, kb_articles, kb_chunks } = knowledgeRows(
    cast,
    clockAt(new Date("2026-11-21T08:00:00Z")),
  );
  for (const [table, rows] of Object.entries({ kb_categories, kb_articles, kb_chunks })) {
    const columns = Object.keys(rows[0] ?? {}).join(", ");
    await supabase.sql(
      `insert into public.${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::public.${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
  await supabase.sql("analyze");
  return embedHelpCentre(supabase);
}

/** Makes the vectors of a help centre that is there; gives the embedder that serves. */
export async function embedHelpCentre(supabase: TestSupabase): Promise<Embedder> {
  const call = directly(supabase);
  await embedPassages(call, null, new Date(Date.now() + 3_600_000));
  const { model } = (await call("serving_embedder", {})) as { model: string };
  return createLocalEmbedder(
    unpackBasis((await call("embedder_basis", { p_model: model })) as string),
    model,
  );
}

/** Straight to the database: through the API each call is eleven statements. */
function directly(supabase: TestSupabase): CallDatabase {
  return async (name, parameters) => {
    const names = Object.keys(parameters).map((parameter, index) => `${parameter} => $${index + 1}`);
    const values = Object.values(parameters).map((value) =>
      typeof value === "object" && value !== null ? JSON.stringify(value) : value,
    );
    const rows = await supabase.sql<{ answer: unknown }>(
      `select public.${name}(${names.join(", ")}) as answer`,
      values,
    );
    return rows[0]?.answer;
  };
}

/** How a question is searched: by its words, by its vector, or by both. */
export const METHODS = ["full text", "vectors", "hybrid"] as const;
export type Method = (typeof METHODS)[number];

export type Answered = { found: string[]; support: Support };

/** For each question the slugs of what `search_knowledge` finds, each once, best first, and how well it answers. */
export async function searchAll(
  method: Method,
  supabase: TestSupabase,
  embedder: Embedder,
  questions: readonly Pick<GoldenQuestion, "text">[],
  passages = PASSAGES,
): Promise<Answered[]> {
  const asked = await Promise.all(
    questions.map(async ({ text }) => ({
      query: method === "vectors" ? "" : text,
      embedding: method === "full text" ? null : JSON.stringify(await embedder.embedQuery(text)),
    })),
  );
  const rows = await supabase.sql<{ answer: KnowledgeAnswer }>(
    `select public.search_knowledge(q.asked ->> 'query', q.asked ->> 'embedding', $2, '{}', ${passages}) as answer
     from jsonb_array_elements($1::jsonb) with ordinality as q (asked, n) order by q.n`,
    [JSON.stringify(asked), embedder.model],
  );
  return rows.map(({ answer: { passages, support } }) => ({
    found: [...new Set(passages.map(({ slug }) => slug))],
    support,
  }));
}

/** Passages that are read for ten articles, several of which may be of one. */
const PASSAGES = 30;

/** What BM25 over the words of whole articles finds, to compare with. */
export async function searchByBm25(
  supabase: TestSupabase,
  questions: readonly GoldenQuestion[],
): Promise<string[][]> {
  const articles = await supabase.sql<{ slug: string; text: string }>(
    `select slug, concat_ws(' ', title, summary, body, array_to_string(keywords, ' ')) as text
     from public.kb_articles where status = 'published' order by slug`,
  );
  const search = createBm25(articles.map(({ text }) => text));
  return questions.map(({ text }) => search(text, 10).map((place) => articles[place]?.slug ?? ""));
}

/** Of the questions that are said to have no answer how many have none, and of those that have none how many are told. */
export function noAnswerScores(questions: readonly GoldenQuestion[], answers: readonly Answered[]) {
  const isNone = questions.map(({ relevant }) => relevant.length === 0);
  const said = answers.map(({ support }) => support === "none");
  const right = said.filter((one, index) => one && isNone[index]).length;
  return {
    precision: right / Math.max(said.filter(Boolean).length, 1),
    recall: right / Math.max(isNone.filter(Boolean).length, 1),
    calledGood: answers.filter(({ support }, index) => isNone[index] && support === "good").length,
  };
}
