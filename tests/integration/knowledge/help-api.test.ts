import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as answered } from "@/app/api/portal/knowledge/answered/route";
import { GET as article } from "@/app/api/portal/knowledge/articles/[slug]/route";
import { POST as vote } from "@/app/api/portal/knowledge/articles/[slug]/vote/route";
import { GET as readPassage } from "@/app/api/portal/knowledge/passages/[id]/route";
import { GET as search } from "@/app/api/portal/knowledge/search/route";
import { GET as suggestions } from "@/app/api/portal/tickets/suggestions/route";
import { listHelpAddresses } from "@/lib/knowledge/help-queries";
import type { ArticleHit, HelpArticle, Vote } from "@/lib/knowledge/help-types";
import { VISITOR_COOKIE } from "@/lib/knowledge/visitor-key-service";
import { logHelpSearch } from "@/lib/knowledge/visitor-service";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, signedIn } from "../../helpers/people";
import { apiRequest, createJar, routeContext, type TestJar } from "../../helpers/visitor";

let supabase: TestSupabase;
let customer: Person;
let colleague: Person;
let agent: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  colleague = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
  await supabase.sql(
    `insert into public.kb_categories (slug, name, visibility) values ('faults', 'Faults', 'public'), ('insiders', 'For customers', 'customers')`,
  );
  await write(
    "red-light",
    "faults",
    "Red light on the box",
    "A red light on the white box means that the fibre is cut.",
  );
  await write(
    "router-password",
    "insiders",
    "Password of the router",
    "The router password stands on its label.",
  );
  await supabase.sql(
    `insert into public.kb_redirects (old_slug, article_id) select 'los', id from public.kb_articles where slug = 'red-light'`,
  );
});
afterAll(() => supabase.close());
beforeEach(async () => {
  await supabase.sql("delete from private.rate_limits");
  await supabase.sql("delete from public.kb_feedback");
  await supabase.sql("delete from public.kb_searches");
});

/** A published article with its passage. */
async function write(slug: string, category: string, title: string, body: string) {
  await supabase.sql(
    `with made as (
       insert into public.kb_articles (category_id, slug, title, summary, body, status, published_version, published_at)
       select id, $1, $3, $4, $4, 'published', 1, now() from public.kb_categories where slug = $2 returning id)
     insert into public.kb_chunks (article_id, position, title, text, locale, content_hash)
     select id, 0, $3, $4, 'en', repeat('a', 64) from made`,
    [slug, category, title, body],
  );
}

type Answer<T> = { status: number; data: T; error: { code: string; fields?: object } };
type Who = { bearer?: Person; jar?: TestJar };

async function ask<T>(
  handler: typeof article,
  path: string,
  { bearer, jar }: Who = {},
  slug?: string,
  body?: unknown,
) {
  const request = apiRequest(path, {
    ...(bearer && { bearer: bearer.token }),
    ...(jar && { jar }),
    ...(body === undefined ? {} : { body }),
  });
  const response = await handler(request, routeContext(slug ? { slug } : {}));
  jar?.absorb(response);
  return { status: response.status, ...((await response.json()) as object) } as Answer<T>;
}

const look = (q: string, who?: Who) =>
  ask<ArticleHit[]>(search, `/api/portal/knowledge/search?${new URLSearchParams({ q })}`, who);
const open = (slug: string, who?: Who) =>
  ask<HelpArticle>(article, `/api/portal/knowledge/articles/${slug}`, who, slug);
const say = (slug: string, body: unknown, who?: Who) =>
  ask<Vote>(vote, `/api/portal/knowledge/articles/${slug}/vote`, who, slug, body);
const counts = async (slug: string) =>
  (
    await supabase.sql<{ yes: number; no: number }>(
      "select helpful_count as yes, unhelpful_count as no from public.kb_articles where slug = $1",
      [slug],
    )
  )[0];

describe("reading", () => {
  test("a visitor finds and reads what is public", async () => {
    const found = await look("red light");
    expect(found.data[0]).toMatchObject({ slug: "red-light", title: "Red light on the box" });
    const read = await open("red-light");
    expect(read.data).toMatchObject({
      slug: "red-light",
      isPrivate: false,
      path: [{ slug: "faults" }],
      vote: null,
    });
  });

  test("an old name answers with the article of now", async () => {
    expect((await open("los")).data.slug).toBe("red-light");
  });

  test("what is for customers asks visitors to sign in, and is not found by them", async () => {
    expect((await open("router-password")).error.code).toBe("unauthenticated");
    expect((await look("router password")).data.map(({ slug }) => slug)).not.toContain("router-password");
    expect((await open("router-password", { bearer: customer })).data.isPrivate).toBe(true);
    expect((await look("router password", { bearer: customer })).data[0]?.slug).toBe("router-password");
  });

  test.each(["nowhere", "Not-A-Slug", "%27"])("%s is not found", async (slug) => {
    expect((await open(slug)).status).toBe(404);
  });

  test("a passage opens for whoever may read its article", async () => {
    const idOf = async (slug: string) =>
      (
        await supabase.sql<{ id: string }>(
          "select c.id from public.kb_chunks c join public.kb_articles a on a.id = c.article_id where a.slug = $1",
          [slug],
        )
      )[0]?.id ?? "";
    const passage = async (id: string, who: Who = {}) => {
      const request = apiRequest(`/api/portal/knowledge/passages/${id}`, {
        ...(who.bearer && { bearer: who.bearer.token }),
      });
      const response = await readPassage(request, routeContext({ id }));
      return { status: response.status, ...((await response.json()) as object) } as Answer<object>;
    };
    const [open, closed] = [await idOf("red-light"), await idOf("router-password")];
    expect((await passage(open)).data).toEqual({
      id: open,
      title: "Red light on the box",
      breadcrumb: [],
      text: "A red light on the white box means that the fibre is cut.",
      href: "/help/red-light",
    });
    expect((await passage(closed)).status).toBe(404);
    expect((await passage(closed, { bearer: customer })).data).toMatchObject({
      href: "/help/router-password",
    });
    expect((await passage(crypto.randomUUID(), { bearer: customer })).status).toBe(404);
    expect((await passage("none")).status).toBe(404);
  });

  test("a bearer token that is no good makes nobody a visitor", async () => {
    const request = apiRequest("/api/portal/knowledge/articles/red-light", { bearer: "x.y.z" });
    expect((await article(request, routeContext({ slug: "red-light" }))).status).toBe(401);
  });

  test("a search says what is wrong with it", async () => {
    expect((await look("x".repeat(301))).status).toBe(400);
    expect((await ask(search, "/api/portal/knowledge/search")).status).toBe(400);
    expect((await look("")).data).toEqual([]);
  });

  test("search engines are told of what visitors may read, and of nothing else", async () => {
    const { articles, categories } = await listHelpAddresses();
    expect(articles.map(({ slug }) => slug)).toEqual(["red-light"]);
    expect(categories).toEqual(["faults"]);
  });
});

describe("votes", () => {
  test("a browser has one vote, which it can change", async () => {
    const jar = createJar();
    expect((await say("red-light", { helpful: false, reason: " No picture " }, { jar })).data).toEqual({
      helpful: false,
      reason: "No picture",
    });
    expect(await counts("red-light")).toEqual({ yes: 0, no: 1 });
    expect((await say("red-light", { helpful: true }, { jar })).data).toEqual({
      helpful: true,
      reason: null,
    });
    expect(await counts("red-light")).toEqual({ yes: 1, no: 0 });
  });

  test("another browser has another one; a key that is not ours is none", async () => {
    const forged = createJar();
    forged.setAll(
      [{ name: VISITOR_COOKIE, value: `${"a".repeat(22)}.${"b".repeat(43)}`, options: {} as never }],
      {},
    );
    await say("red-light", { helpful: true }, { jar: forged });
    await say("red-light", { helpful: true }, { jar: createJar() });
    expect(await counts("red-light")).toEqual({ yes: 2, no: 0 });
    const keys = await supabase.sql<{ visitor: string }>("select visitor from public.kb_feedback");
    expect(keys.map(({ visitor }) => visitor)).not.toContain("a".repeat(22));
  });

  test("people vote once each, wherever they sign in, and see their own vote", async () => {
    await say("red-light", { helpful: false }, { bearer: customer });
    await say("red-light", { helpful: false, reason: "Too short" }, { bearer: customer });
    await say("red-light", { helpful: true }, { bearer: colleague });
    expect(await counts("red-light")).toEqual({ yes: 1, no: 1 });
    expect((await open("red-light", { bearer: customer })).data.vote).toEqual({
      helpful: false,
      reason: "Too short",
    });
    expect((await open("red-light", { bearer: agent })).data.vote).toBeNull();
  });

  test.each([
    ["nothing", {}, 422],
    ["a word", { helpful: "yes" }, 422],
    ["too many words", { helpful: false, reason: "x".repeat(501) }, 422],
  ])("%s is no vote", async (_name, body, status) => {
    expect((await say("red-light", body, { jar: createJar() })).status).toBe(status);
  });

  test("nobody votes on what they may not read", async () => {
    expect((await say("router-password", { helpful: true }, { jar: createJar() })).status).toBe(404);
    expect((await say("nowhere", { helpful: true }, { bearer: customer })).status).toBe(404);
    expect((await say("router-password", { helpful: true }, { bearer: customer })).status).toBe(200);
  });
});

describe("what is not found, and what spares a ticket", () => {
  test("a search without an answer is kept for the list of gaps, without who it names", async () => {
    await logHelpSearch({
      query: "satellite for jan@example.com",
      results: 0,
      support: "none",
      locale: "en",
    });
    const rows = await supabase.sql<{ query: string; label: string }>(
      "select s.query, g.label from public.kb_searches s join public.kb_gaps g on g.id = s.gap_id",
    );
    expect(rows).toEqual([{ query: "satellite for @", label: "satellite for @" }]);
  });

  test("the form of a new ticket offers articles; one that answers is counted", async () => {
    const offered = await ask<{ articles: { slug: string }[] }>(
      suggestions,
      "/api/portal/tickets/suggestions?subject=red%20light%20on%20the%20box",
      { bearer: customer },
    );
    expect(offered.data.articles.map(({ slug }) => slug)).toEqual(["red-light"]);
    const body = { slug: "red-light", subject: "Red light on the box" };
    expect(
      (await ask(answered, "/api/portal/knowledge/answered", { bearer: customer }, undefined, body)).status,
    ).toBe(200);
    const kept = await supabase.sql(
      "select s.source, a.slug from public.kb_searches s join public.kb_articles a on a.id = s.article_id",
    );
    expect(kept).toEqual([{ source: "ticket_form", slug: "red-light" }]);
    expect(await counts("red-light")).toEqual({ yes: 1, no: 0 });
    expect(
      (await ask(answered, "/api/portal/knowledge/answered", { bearer: agent }, undefined, body)).status,
    ).toBe(403);
  });
});
