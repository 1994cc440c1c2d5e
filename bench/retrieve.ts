// `npm run bench -- retrieve`: how well the search of the help centre finds what answers a question. The documents
// are loaded into an embedded database and searched through `search_knowledge`, as pages do it.
import { parseArgs } from "node:util";
import type { Embedder } from "../lib/platform/embeddings/types.ts";
import { UserError } from "../scripts/lib/steps.ts";
import {
  embedHelpCentre,
  goldenQuestions,
  loadHelpCentre,
  METHODS,
  noAnswerScores,
  searchAll,
  searchByBm25,
} from "../tests/golden/help-centre.ts";
import { startTestSupabase, type TestSupabase } from "../tests/helpers/embedded.ts";
import { createBm25 } from "./bm25.ts";
import type { Row } from "./publish.ts";
import { type Collection, type Document, readCollection, sharedCollections } from "./retrieval-data.ts";
import { type Judged, type Scores, scoresOf } from "./scores.ts";

const DEPTH = 10;
const LOADED_AT_ONCE = 500;

/** Of the collections that are named on the command line, or of those that lie beside the project. */
export async function measureRetrieval(argv: readonly string[]): Promise<{ rows: Row[]; faults: string[] }> {
  const rows: Row[] = [];
  const faults: string[] = [];
  const isNamed = argv.includes("--docs");
  for (const measuring of [
    ...readArguments(argv).map((collection) => () => measure(collection)),
    ...(isNamed ? [] : [measureHelpCentre]),
  ]) {
    const measured = await measuring();
    rows.push(...measured.rows);
    faults.push(...measured.faults);
  }
  return { rows, faults };
}

/** The golden questions to the demo's help centre, those that nothing answers included. */
async function measureHelpCentre(): Promise<{ rows: Row[]; faults: string[] }> {
  const supabase = await startTestSupabase();
  try {
    const embedder = await loadHelpCentre(supabase);
    const questions = goldenQuestions();
    const judge = (found: readonly string[][]) =>
      scoresOf(questions.map(({ relevant }, index) => ({ relevant, found: found[index] ?? [] })));
    const scores = [{ method: "BM25 over words", ...judge(await searchByBm25(supabase, questions)) }];
    let noAnswer = "";
    for (const method of METHODS) {
      const answers = await searchAll(method, supabase, embedder, questions);
      scores.push({ method, ...judge(answers.map(({ found }) => found)) });
      if (method === "hybrid") noAnswer = noAnswerScores(questions, answers).precision.toFixed(4);
    }
    const data = `demo help centre (${questions.length} questions)`;
    const rows = scores.map(({ method, ...figures }) => ({
      ...toRow(data, method, figures),
      "no-answer precision": method === "hybrid" ? noAnswer : "",
      "ms a question": "",
      "s to load": "",
    }));
    return { rows, faults: faultsOf(data, scores) };
  } finally {
    await supabase.close();
  }
}

const toRow = (data: string, method: string, { recall5, mrr10, ndcg10 }: Scores) => ({
  data,
  method,
  "recall@5": rounded(recall5),
  "MRR@10": rounded(mrr10),
  "nDCG@10": rounded(ndcg10),
});

function readArguments(argv: readonly string[]): Collection[] {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      docs: { type: "string" },
      queries: { type: "string" },
      locale: { type: "string" },
      sample: { type: "string" },
    },
  });
  const every = values.sample ? Number(values.sample) : 1;
  if (!values.docs !== !values.queries || !Number.isInteger(every) || every < 1) {
    throw new UserError(
      "Usage: npm run bench -- retrieve [--docs d.jsonl --queries q.jsonl] [--locale en] [--sample N, each N-th question]",
    );
  }
  const collections =
    values.docs && values.queries
      ? [readCollection(values.queries.replace(/^.*[/\\]/, ""), values.docs, values.queries, values.locale)]
      : sharedCollections();
  return collections.map((one) => ({
    ...one,
    questions: one.questions.filter((_, index) => index % every === 0),
  }));
}

async function measure(collection: Collection): Promise<{ rows: Row[]; faults: string[] }> {
  const supabase = await startTestSupabase();
  try {
    const loading = performance.now();
    await load(supabase, collection);
    const embedder = await embedHelpCentre(supabase);
    await supabase.sql("analyze public.kb_embeddings");
    const loaded = Math.round(performance.now() - loading);
    const { judged, milliseconds } = await askAll(supabase, collection, embedder);
    const scores = Object.entries(judged).map(([method, one]) => ({ method, ...scoresOf(one) }));
    const data = `${collection.name} (${collection.locale}, ${collection.documents.length} docs, ${collection.questions.length} questions)`;
    const rows = scores.map(({ method, ...figures }) => ({
      ...toRow(data, method, figures),
      "no-answer precision": "",
      "ms a question": milliseconds[method] ?? "",
      "s to load": method === "hybrid" ? Math.round(loaded / 100) / 10 : "",
    }));
    return { rows, faults: faultsOf(collection.name, scores) };
  } finally {
    await supabase.close();
  }
}

const rounded = (figure: number) => figure.toFixed(4);

function faultsOf(name: string, scores: readonly ({ method: string } & Scores)[]): string[] {
  const hybrid = scores.find(({ method }) => method === "hybrid")?.ndcg10 ?? 0;
  return scores
    .filter(({ method, ndcg10 }) => method !== "hybrid" && ndcg10 > hybrid)
    .map(
      ({ method, ndcg10 }) =>
        `${name}: hybrid has nDCG@10 ${rounded(hybrid)}, ${method} alone ${rounded(ndcg10)}`,
    );
}

/** Each document as an article of one passage. */
async function load(supabase: TestSupabase, { documents, locale }: Collection): Promise<void> {
  await supabase.sql("insert into public.kb_categories (slug, name) values ('all', 'All')");
  for (let from = 0; from < documents.length; from += LOADED_AT_ONCE) {
    const rows = documents.slice(from, from + LOADED_AT_ONCE).map(({ title, text }, index) => ({
      slug: `d-${from + index}`,
      title: titleOf(title),
      text: text.slice(0, 8_000) || "-",
    }));
    await supabase.sql(
      `with rows as (select * from jsonb_to_recordset($1::jsonb) as r (slug text, title text, text text)),
      articles as (
        insert into public.kb_articles (category_id, slug, locale, title, status, published_version, published_at)
        select c.id, r.slug, $2, r.title, 'published', 1, now() from rows r, public.kb_categories c
        returning id, slug)
      insert into public.kb_chunks (article_id, position, title, text, locale, content_hash)
      select a.id, 0, r.title, r.text, $2, repeat('0', 64) from rows r join articles a using (slug)`,
      [JSON.stringify(rows), locale],
    );
  }
  await supabase.sql("analyze");
}

const titleOf = (title: string) => title.trim().slice(0, 160) || "-";

/** Questions of one statement: a visitor's page asks one at a time, and a measurement thousands. */
const ASKED_AT_ONCE = 50;

async function askAll(supabase: TestSupabase, { documents, questions }: Collection, embedder: Embedder) {
  const bm25 = createBm25(documents.map(({ title, text }) => `${title} ${text}`));
  const judged: Record<string, Judged[]> = {
    "BM25 over words": questions.map(({ text, relevant }) => ({
      found: idsOf(documents, bm25(text, DEPTH)),
      relevant,
    })),
  };
  const milliseconds: Record<string, number> = {};
  for (const method of METHODS) {
    const started = performance.now();
    const found: Judged[] = [];
    for (let from = 0; from < questions.length; from += ASKED_AT_ONCE) {
      const some = questions.slice(from, from + ASKED_AT_ONCE);
      const answers = await searchAll(method, supabase, embedder, some, DEPTH);
      some.forEach(({ relevant }, index) => {
        const places = (answers[index]?.found ?? []).map((slug) => Number(slug.slice(2)));
        found.push({ found: idsOf(documents, places), relevant });
      });
    }
    judged[method] = found;
    milliseconds[method] = Math.round((performance.now() - started) / Math.max(questions.length, 1));
  }
  return { judged, milliseconds };
}

const idsOf = (documents: readonly Document[], places: readonly number[]) =>
  places.map((place) => documents[place]?.id ?? "");
