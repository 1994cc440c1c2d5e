import { NextRequest } from "next/server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as addImage } from "@/app/api/admin/article-images/route";
import { PATCH as change, GET as one } from "@/app/api/admin/articles/[id]/route";
import { POST as create, GET as list } from "@/app/api/admin/articles/route";
import type { Viewer } from "@/lib/auth/viewer";
import { loadEmbeddingProgress } from "@/lib/knowledge/desk-queries";
import type { Article, ArticleRow, EmbeddingProgress, HelpImage } from "@/lib/knowledge/desk-types";
import { callAsService } from "@/lib/knowledge/embedding-service";
import { knowledgeJobs } from "@/lib/knowledge/jobs";
import { embedPassages } from "@/lib/knowledge/passage-embedding-service";
import { searchKnowledge } from "@/lib/knowledge/search-queries";
import { createLocalEmbedder } from "@/lib/platform/embeddings/local";
import { unpackBasis } from "@/lib/platform/embeddings/local-basis";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, signedIn } from "../../helpers/people";
import { apiRequest, routeContext, SITE } from "../../helpers/visitor";
import { photo, SVG } from "../../unit/uploads/files";

let supabase: TestSupabase;
let customer: Person;
let agent: Person;
let categoryId: string;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
  const [category] = await supabase.sql<{ id: string }>(
    "insert into public.kb_categories (slug, name) values ('audio', 'Audio') returning id",
  );
  categoryId = category?.id ?? "";
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from public.kb_articles; delete from private.rate_limits"));

type Answer<T = Article> = {
  status: number;
  data: T;
  nextCursor: string | null;
  error: { code: string; reason?: string; fields?: Record<string, string[]> };
};

async function read<T>(response: Response): Promise<Answer<T>> {
  return { status: response.status, ...((await response.json()) as object) } as Answer<T>;
}
const make = async (body: object, key: string = crypto.randomUUID(), who = agent) =>
  read<Article>(
    await create(
      apiRequest("/api/admin/articles", { body, bearer: who.token, headers: { "idempotency-key": key } }),
      routeContext({}),
    ),
  );
const patch = async (id: string, body: object, who = agent) =>
  read<Article>(
    await change(
      apiRequest(`/api/admin/articles/${id}`, { method: "PATCH", body, bearer: who.token }),
      routeContext({ id }),
    ),
  );
const fetchOne = async (ref: string, who = agent) =>
  read<Article>(
    await one(apiRequest(`/api/admin/articles/${ref}`, { bearer: who.token }), routeContext({ id: ref })),
  );
const browse = async (query = "") =>
  read<ArticleRow[]>(
    await list(apiRequest(`/api/admin/articles${query}`, { bearer: agent.token }), routeContext({})),
  );
const input = (more = {}) => ({
  title: "Ground loops",
  body: "## Hum\n\nUnplug the antenna.",
  categoryId,
  ...more,
});

/** What waits to be indexed, indexed. */
async function index() {
  const jobs = await supabase.sql<{ payload: object }>(
    "delete from public.jobs where kind = 'index_article' returning payload",
  );
  for (const { payload } of jobs) await knowledgeJobs.index_article?.(payload, { jobId: 1, attempt: 1 });
  return jobs.length;
}
const passages = () =>
  supabase.sql<{ id: string; text: string; breadcrumb: string[]; anchor: string | null }>(
    "select id, text, breadcrumb, anchor from public.kb_chunks order by position",
  );

describe("articles", () => {
  test("are made, once for each key, changed, listed and read by id or address", async () => {
    const key = crypto.randomUUID();
    const made = await make(input({ keywords: ["hum", "buzz"] }), key);
    expect(made).toMatchObject({
      status: 201,
      data: {
        slug: "ground-loops",
        status: "draft",
        version: 1,
        keywords: ["hum", "buzz"],
        visibility: "public",
      },
    });
    expect((await make(input({ keywords: ["hum", "buzz"] }), key)).data.id).toBe(made.data.id);
    expect((await make(input(), key)).error).toMatchObject({ code: "conflict" });

    const { id } = made.data;
    expect((await patch(id, { summary: "Why it hums", expectedVersion: 1 })).data).toMatchObject({
      version: 2,
    });
    const late = await patch(id, { summary: "Otherwise", expectedVersion: 1 });
    expect(late).toMatchObject({ status: 409, error: { code: "conflict", reason: "article_changed" } });
    expect((await fetchOne("ground-loops")).data).toMatchObject({ id, summary: "Why it hums" });
    expect((await browse("?q=hums&status=draft")).data.map((row) => row.id)).toEqual([id]);
    expect((await browse("?status=published")).data).toEqual([]);
  });

  test("say what is wrong, field by field", async () => {
    const wrong = await make({ title: " ", slug: "No slug", categoryId: "x", keywords: ["x".repeat(61)] });
    expect(wrong).toMatchObject({
      status: 422,
      error: {
        fields: {
          title: ["Give the article a title."],
          slug: ["An address has small letters, digits and single hyphens."],
          categoryId: ["Choose a category from the list."],
          keywords: ["A keyword has at most 60 characters."],
        },
      },
    });
    await make(input());
    expect((await make(input({ slug: "ground-loops" }))).error.fields).toEqual({
      slug: ["Another article or category has this address, or had it. Choose another one."],
    });
    expect((await make(input({ body: "", status: "published" }))).error.fields).toEqual({
      body: ["Write the article before you publish it."],
    });
    expect(await make(input(), crypto.randomUUID(), customer)).toMatchObject({ status: 403 });
    expect(await fetchOne("nothing")).toMatchObject({ status: 404 });
  });
});

describe("publishing", () => {
  test("makes passages that everybody finds; taken back, nobody does", async () => {
    const { data } = await make(input({ status: "published", summary: "Hum in the left channel" }));
    expect(await index()).toBe(1);
    expect(await passages()).toMatchObject([
      { text: "Hum in the left channel", breadcrumb: ["Audio"], anchor: null },
      { text: "Unplug the antenna.", breadcrumb: ["Audio", "Hum"], anchor: "hum" },
    ]);
    const find = async () =>
      (await searchKnowledge({ query: "unplug antenna" })).passages.map(({ slug }) => slug);
    expect(await find()).toContain("ground-loops");
    expect((await patch(data.id, { status: "draft" })).data.status).toBe("draft");
    expect(await find()).toEqual([]);
    expect(await passages()).toEqual([]);
  });

  test("keeps the passages that did not change, also when a category gets another name", async () => {
    const { data } = await make(input({ status: "published" }));
    await index();
    const [before] = await passages();
    await patch(data.id, { body: "## Hum\n\nUnplug the antenna.\n\n## Buzz\n\nUse balanced cables." });
    expect(await index()).toBe(0);
    await patch(data.id, { status: "published" });
    await index();
    const after = await passages();
    expect(after).toHaveLength(2);
    expect(after[0]).toEqual(before);

    await agent.db.rpc("save_kb_category", { p_key: null, p_input: { id: categoryId, name: "Sound" } });
    expect(await index()).toBe(1);
    expect((await passages())[0]?.breadcrumb).toEqual(["Sound", "Hum"]);
    await agent.db.rpc("save_kb_category", { p_key: null, p_input: { id: categoryId, name: "Audio" } });
  });
});

describe("another model", () => {
  const later = () => new Date(Date.now() + 60_000);
  const progress = () => loadEmbeddingProgress({ db: agent.db } as unknown as Viewer);
  /** What is found by meaning alone, by vectors of a model. */
  const findBy = async (model: string, vector: number[]) => {
    const { data, error } = await customer.db.rpc("search_knowledge", {
      p_query: "",
      p_embedding: JSON.stringify(vector),
      p_model: model,
    });
    expect(error).toBeNull();
    return (data as { passages: { text: string }[] }).passages[0]?.text;
  };

  test("is made in the background while the one before goes on serving", async () => {
    expect(await progress()).toMatchObject({ passages: 0, building: null });
    const { data: article } = await make(input({ status: "published" }));
    await index();
    // More passages than one batch has.
    await supabase.sql(
      `insert into public.kb_chunks (article_id, position, title, text, locale, content_hash)
       select $1, n + 10, 'Ground loops', 'Cable ' || n || ' hums by ' || n || ' hertz', 'en', repeat('0', 64)
       from generate_series(1, 220) as n`,
      [article.id],
    );
    expect(await embedPassages(callAsService, null, later())).toBe(true);
    const first = await progress();
    expect(first).toMatchObject({ serving: { embedded: first.passages }, building: null });

    const { model } = (await callAsService("serving_embedder", {})) as { model: string };
    const basis = (await callAsService("embedder_basis", { p_model: model })) as string;
    const old = createLocalEmbedder(unpackBasis(basis), model);
    const question = await old.embedQuery("unplug the antenna");
    const next = createLocalEmbedder(unpackBasis(basis), "next-model");
    const seen: EmbeddingProgress[] = [];
    const watched = {
      ...next,
      embedDocuments: async (texts: readonly string[]) => {
        seen.push(await progress());
        expect(await findBy(model, question)).toBe("Unplug the antenna.");
        return next.embedDocuments(texts);
      },
    };
    expect(await embedPassages(callAsService, watched, later())).toBe(true);

    const counts = seen.map(({ building }) => building?.embedded ?? -1);
    expect(counts).toEqual([0, 100, 200]);
    for (const { serving } of seen) expect(serving?.embedded).toBe(first.passages);
    expect(await progress()).toMatchObject({ serving: { embedded: first.passages }, building: null });
    expect(await callAsService("serving_embedder", {})).toMatchObject({ model: "next-model" });
    expect(await findBy("next-model", question)).toBe("Unplug the antenna.");
    // Processes that believe in the one before still find by it.
    expect(await findBy(model, question)).toBe("Unplug the antenna.");
  });
});

describe("pictures", () => {
  async function add(bytes: Uint8Array, name: string, who = agent) {
    const form = new FormData();
    form.set("file", new File([Uint8Array.from(bytes)], name));
    const headers = { origin: SITE, authorization: `Bearer ${who.token}` };
    const request = new NextRequest(`${SITE}/api/admin/article-images`, {
      method: "POST",
      body: form,
      headers,
    });
    return read<HelpImage>(await addImage(request, routeContext()));
  }

  test("are checked by content, kept once, and forgotten when nothing shows them", async () => {
    const picture = await photo("jpeg");
    const added = await add(picture, "ont.jpg");
    expect(added).toMatchObject({ status: 201, data: { url: `/help/images/${added.data.id}` } });
    expect((await add(picture, "again.jpg")).data.id).toBe(added.data.id);
    expect(await add(SVG, "drawing.png")).toMatchObject({ status: 415 });
    expect(await add(new TextEncoder().encode("words"), "words.txt")).toMatchObject({ status: 415 });
    expect(await add(picture, "ont.jpg", customer)).toMatchObject({ status: 403 });

    const objects = () =>
      supabase.sql("select name from storage.objects where bucket_id = 'knowledge-images'");
    expect(await objects()).toHaveLength(1);
    await make(input({ body: `![The box](${added.data.url})` }));
    await supabase.sql("update public.kb_images set created_at = now() - interval '8 days'");
    await knowledgeJobs.sweep_knowledge?.({}, { jobId: 1, attempt: 1 });
    expect(await objects()).toHaveLength(1);
    await supabase.sql("delete from public.kb_articles");
    await knowledgeJobs.sweep_knowledge?.({}, { jobId: 1, attempt: 1 });
    expect(await objects()).toEqual([]);
  });
});
