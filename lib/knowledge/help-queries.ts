import "server-only";
import { cacheLife } from "next/cache";
import { connection } from "next/server";
import type { Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { defaultMessage } from "@/lib/platform/error-messages";
import { log } from "@/lib/platform/log";
import { createAnonClient, type Db } from "@/lib/platform/supabase/server";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { ArticleHit, Found, HelpArticle, HelpCategoryDetail, HelpDesk, HelpHome } from "./help-types";
import { excerptOf } from "./highlight";
import { searchKnowledge } from "./search-queries";
import type { Passage, Support } from "./types";

/** Whoever reads: somebody who is signed in, or a visitor. */
export type HelpReader = Pick<Viewer, "db"> | null;

const clientOf = (reader: HelpReader): Db => reader?.db ?? createAnonClient();

/** The front page as this reader may see it. */
export async function loadHelpHome(reader: HelpReader, locale: string): Promise<HelpHome> {
  const answer = unwrap(await clientOf(reader).rpc("get_help_home", { p_locale: locale }));
  if (!answer.ok) throw new Error(`get_help_home: ${answer.error.code}`);
  return answer.value as unknown as HelpHome;
}

export async function loadHelpCategory(reader: HelpReader, slug: string): Promise<Found<HelpCategoryDetail>> {
  const answer = unwrap(await clientOf(reader).rpc("get_help_category", { p_slug: slug }));
  if (!answer.ok) throw new Error(`get_help_category: ${answer.error.code}`);
  return answer.value as unknown as Found<HelpCategoryDetail>;
}

/** An article, or where it went, or that one has to sign in for it. */
async function findHelpArticle(reader: HelpReader, slug: string): Promise<Result<Found<HelpArticle>>> {
  const answer = unwrap(await clientOf(reader).rpc("get_help_article", { p_slug: slug }));
  if (!answer.ok) return answer;
  const value = answer.value as unknown as Found<HelpArticle>;
  const { found } = value;
  if (!found) return ok(value);
  const [publishedAt, updatedAt] = [toIso(found.publishedAt), toIso(found.updatedAt)];
  return ok({ ...value, found: { ...found, publishedAt, updatedAt } });
}

const toIso = (time: string): string => new Date(time).toISOString();

/** `findHelpArticle` for a page, whose error boundary takes over. */
export async function loadHelpArticle(reader: HelpReader, slug: string): Promise<Found<HelpArticle>> {
  const found = await findHelpArticle(reader, slug);
  if (!found.ok) throw new Error(`get_help_article: ${found.error.code}`);
  return found.value;
}

/** An article for a program: `not_found`, or `unauthenticated` for what is there for people who are signed in. */
export async function getHelpArticle(reader: HelpReader, slug: string): Promise<Result<HelpArticle>> {
  const answer = await findHelpArticle(reader, slug);
  if (!answer.ok) return answer;
  const { found, movedTo, needsSignIn } = answer.value;
  if (found) return ok(found);
  if (movedTo) return getHelpArticle(reader, movedTo);
  const code = needsSignIn ? "unauthenticated" : "not_found";
  return err(appError(code, defaultMessage(code)));
}

/** Whether there is a help centre, how the business is reached, and when. The same for everybody. */
export async function loadHelpDesk(): Promise<HelpDesk> {
  const answer = unwrap(await createAnonClient().rpc("get_help_desk"));
  if (!answer.ok) throw new Error(`get_help_desk: ${answer.error.code}`);
  return answer.value as unknown as HelpDesk;
}

/** The same for everybody, so it may be kept between requests. */
async function readHasHelpCentre(): Promise<boolean> {
  "use cache";
  cacheLife("minutes");
  return (await loadHelpDesk()).isOn;
}

/** For menus, which leave the link away rather than fail. */
export async function hasHelpCentre(): Promise<boolean> {
  await connection();
  try {
    return await readHasHelpCentre();
  } catch (error) {
    log.warn({ err: error }, "help centre not asked for");
    return false;
  }
}

export type HelpSearch = { hits: ArticleHit[]; support: Support };

/** Articles that answer a question, best first, each with its best passage. */
export async function searchHelp(
  reader: HelpReader,
  { query, category, limit = 8 }: { query: string; category?: string | undefined; limit?: number },
): Promise<HelpSearch> {
  // Several passages may be of one article.
  const asked = { query, limit: Math.min(limit * 3, 50), ...(category && { category }) };
  const { passages, support } = await searchKnowledge(asked, clientOf(reader));
  if (support === "none") return { hits: [], support };
  return { hits: hitsOf(passages, query).slice(0, limit), support };
}

/** What scores less than this part of the best shares a word with the question and no more. */
const LEAST_SHARE = 0.35;

function hitsOf(passages: readonly Passage[], query: string): ArticleHit[] {
  const least = (passages[0]?.score ?? 0) * LEAST_SHARE;
  const best = new Map<string, Passage>();
  for (const passage of passages) {
    if (passage.score >= least && !best.has(passage.slug)) best.set(passage.slug, passage);
  }
  return [...best.values()].map(({ slug, title, breadcrumb, anchor, text, locale }) => ({
    slug,
    title,
    breadcrumb,
    anchor,
    excerpt: excerptOf(text, query),
    locale,
  }));
}

const ADDRESSES_AT_ONCE = 1_000;
/** What a sitemap may list. */
const MOST_ADDRESSES = 40_000;

/** Every public article and category, for search engines: what a visitor may read and no more. */
export async function listHelpAddresses(): Promise<{
  articles: { slug: string; updatedAt: string }[];
  categories: string[];
}> {
  const client = createAnonClient();
  const categories = await client.from("kb_categories").select("slug").order("slug").limit(ADDRESSES_AT_ONCE);
  if (categories.error) throw new Error(`help addresses: ${categories.error.message}`);
  const articles: { slug: string; updatedAt: string }[] = [];
  for (let last = ""; articles.length < MOST_ADDRESSES; ) {
    const { data, error } = await client
      .from("kb_articles")
      .select("slug, updated_at")
      .eq("status", "published")
      .gt("slug", last)
      .order("slug")
      .limit(ADDRESSES_AT_ONCE);
    if (error) throw new Error(`help addresses: ${error.message}`);
    articles.push(
      ...data.map(({ slug, updated_at }) => ({ slug, updatedAt: new Date(updated_at).toISOString() })),
    );
    if (data.length < ADDRESSES_AT_ONCE) break;
    last = data.at(-1)?.slug ?? "";
  }
  return { articles, categories: categories.data.map(({ slug }) => slug) };
}
