import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTempPostgres } from "../../../supabase/embedded/temp-postgres.ts";
import { openStage, type Sql, type Stage } from "./stage.ts";

const server = await startTempPostgres();
const MODEL = "test-vectors";
const DIMENSIONS = 384;
const ARTICLES = 100;
const PASSAGES = 40;
const WANTED = 10;

/** Numbers between -0.5 and 0.5, the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32 - 0.5;
  };
}
const next = numbers(7);
const topics = Array.from({ length: 60 }, () => Array.from({ length: DIMENSIONS }, next));
/** Passages of one topic lie near each other, as texts do. */
function vector(): string {
  const topic = topics[Math.floor((next() + 0.5) * topics.length)] ?? [];
  return JSON.stringify(topic.map((value) => Number((value + next() * 0.8).toFixed(4))));
}

describe.skipIf(!server)("vectors on a server", () => {
  let stage: Stage;
  let hasVector = false;
  let index: string;

  beforeAll(async () => {
    stage = await openStage(server?.url ?? "");
    const [found] = await stage.sql`select from pg_extension where extname = 'vector'`;
    hasVector = found !== undefined;
    if (hasVector) await fill();
  });
  afterAll(async () => {
    await stage.end();
    await server?.close();
  });

  /** Nine tenths of the articles are for people who are signed in. */
  async function fill(): Promise<void> {
    const { sql } = stage;
    await sql`insert into public.kb_categories (slug, name, visibility) values ('open', 'Open', 'public'), ('shut', 'Shut', 'customers')`;
    await sql`
      insert into public.kb_articles (category_id, slug, title, summary, body, status, version, published_version, published_at)
      select c.id, 'article-' || n, 'Article ' || n, '', 'Text', 'published', 1, 1, now()
      from generate_series(1, ${ARTICLES}) n
      join public.kb_categories c on c.slug = case when n % 10 = 0 then 'open' else 'shut' end`;
    await sql`
      insert into public.kb_chunks (article_id, position, anchor, breadcrumb, title, text, locale, content_hash)
      select a.id, n, 'part', '{}', a.title, 'Passage ' || n, 'en', encode(extensions.digest(a.slug || n, 'sha256'), 'hex')
      from public.kb_articles a, generate_series(1, ${PASSAGES}) n`;
    await sql`select public.begin_embedder(${MODEL}, 'local', ${DIMENSIONS}, ${ARTICLES * PASSAGES})`;
    const passages = await sql<{ id: string }[]>`select id from public.kb_chunks`;
    for (let start = 0; start < passages.length; start += 500) {
      const rows = passages.slice(start, start + 500).map(({ id }) => ({ id, embedding: vector() }));
      await sql`select public.save_embeddings(${MODEL}, ${sql.json(rows)})`;
    }
    await sql`select public.finish_embedder(${MODEL})`;
    const [made] = await sql<{ name: string }[]>`select private.hnsw_index_name(${MODEL}) as name`;
    index = made?.name ?? "";
    await sql`analyze public.kb_embeddings, public.kb_chunks, public.kb_articles`;
  }

  const scans = async (sql: Sql): Promise<number> => {
    const [row] = await sql<{ count: string }[]>`
      select pg_stat_get_xact_numscans(to_regclass('public.' || ${index})) as count`;
    return Number(row?.count);
  };

  test.for([["service_role"], ["anon"]] as const)(
    "%s finds by the index nearly what a look at every vector finds",
    async ([role], { skip }) => {
      if (!hasVector) skip("this PostgreSQL has no pgvector");
      let found = 0;
      for (let question = 0; question < 30; question++) {
        await stage.sql.begin(async (sql) => {
          await sql`select set_config('role', ${role}, true), set_config('request.jwt.claims', ${JSON.stringify({ role })}, true)`;
          const asked = vector();
          const nearest = async () =>
            (
              await sql<{ chunk_id: string }[]>`
                select chunk_id from private.rank_meanings(${asked}, ${MODEL}, null, ${WANTED})`
            ).map((row) => row.chunk_id);
          // So few passages are read and sorted sooner than the index is.
          await sql`set local enable_sort = off`;
          const before = await scans(sql);
          const byIndex = await nearest();
          expect(await scans(sql), "scans of the index").toBeGreaterThan(before);
          await sql`set local enable_sort = on`;
          await sql`set local enable_indexscan = off`;
          const exact = await nearest();
          expect(exact).toHaveLength(WANTED);
          // What row security hides does not count against the number that was asked for.
          expect(byIndex).toHaveLength(WANTED);
          found += exact.filter((id) => byIndex.includes(id)).length;
        });
      }
      expect(found / (30 * WANTED)).toBeGreaterThan(0.9);
    },
  );
});
