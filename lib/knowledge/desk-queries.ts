import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type {
  ArticleCounts,
  ArticleRow,
  DeskCategory,
  EditedArticle,
  EmbeddingModel,
  EmbeddingProgress,
  Gap,
  GapStatus,
  VersionText,
} from "./desk-types";
import type { ArticleFilters } from "./schema";

type Paging = { cursor?: Cursor | null | undefined; limit?: number | undefined };
type Found<T> = { items: T[]; nextCursor: Cursor | null };

/** A page of articles for staff, changed last first unless sorted otherwise. */
export async function listArticles(
  viewer: Viewer,
  filters: Partial<ArticleFilters> = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<ArticleRow>>> {
  const answer = unwrap(
    await viewer.db.rpc("list_kb_articles", { p_filters: filters, p_cursor: cursor ?? null, p_limit: limit }),
  );
  if (!answer.ok) return answer;
  const { items, nextCursor } = answer.value as unknown as Found<ArticleRow>;
  return ok(page(items, nextCursor && encodeCursor(nextCursor)));
}

/** `listArticles` for a page, which has an error boundary for what cannot be read. */
export async function loadArticles(
  ...parameters: Parameters<typeof listArticles>
): Promise<Page<ArticleRow>> {
  return orThrow(await listArticles(...parameters), "articles");
}

/** An article by id or address, as its editor shows it. */
export async function getArticle(viewer: Viewer, ref: string): Promise<Result<EditedArticle>> {
  const answer = unwrap(await viewer.db.rpc("get_kb_article", { p_ref: ref }));
  return answer.ok ? ok(answer.value as unknown as EditedArticle) : answer;
}

/** Like `getArticle`, with null for one that does not exist; other failures throw. */
export async function findArticle(viewer: Viewer, ref: string): Promise<EditedArticle | null> {
  const found = await getArticle(viewer, ref);
  return !found.ok && found.error.code === "not_found" ? null : orThrow(found, "article");
}

/** How many articles there are of each status, and how many open gaps. */
export async function loadArticleCounts(viewer: Viewer): Promise<ArticleCounts> {
  const answer = unwrap(await viewer.db.rpc("kb_article_counts"));
  return orThrow(answer, "article counts") as unknown as ArticleCounts;
}

/** A version with its text, and the one before it where there is one; null for a version that does not exist. */
export async function findVersion(
  viewer: Viewer,
  articleId: string,
  version: number,
): Promise<{ version: VersionText; before: VersionText | null } | null> {
  const answer = unwrap(await viewer.db.rpc("get_kb_versions", { p_id: articleId, p_version: version }));
  const [first, before = null] = orThrow(answer, "version") as unknown as VersionText[];
  return first ? { version: first, before } : null;
}

/** Every category of the help centre, in their order; parents are not sorted before their children. */
export async function loadHelpCategories(viewer: Viewer): Promise<DeskCategory[]> {
  const answer = unwrap(await viewer.db.rpc("list_kb_categories"));
  return orThrow(answer, "categories of the help centre") as unknown as DeskCategory[];
}

/** What people look for and do not find, most asked first. */
export async function loadGaps(
  viewer: Viewer,
  status: GapStatus,
  { cursor, limit = 20 }: Paging = {},
): Promise<Page<Gap> & { counts: Record<GapStatus, number> }> {
  const answer = unwrap(
    await viewer.db.rpc("list_kb_gaps", { p_filters: { status }, p_cursor: cursor ?? null, p_limit: limit }),
  );
  const found = orThrow(answer, "gaps") as unknown as Found<Gap> & { counts: Record<GapStatus, number> };
  return { ...page(found.items, found.nextCursor && encodeCursor(found.nextCursor)), counts: found.counts };
}

/** One gap; null when there is no such. */
export async function findGap(viewer: Viewer, id: string): Promise<Gap | null> {
  const found = unwrap(await viewer.db.rpc("get_kb_gap", { p_id: id }));
  return !found.ok && found.error.code === "not_found" ? null : (orThrow(found, "gap") as unknown as Gap);
}

function orThrow<T>(found: Result<T>, what: string): T {
  if (found.ok) return found.value;
  throw new Error(`cannot read the ${what}: ${found.error.code}`);
}

type KnownModel = EmbeddingModel & { state: "serving" | "building" };

/** Which model's vectors serve searches, and how far the next one's are. */
export async function loadEmbeddingProgress(viewer: Viewer): Promise<EmbeddingProgress> {
  const answer = unwrap(await viewer.db.rpc("get_embedding_progress"));
  const found = orThrow(answer, "progress of the search") as unknown as {
    passages: number;
    models: KnownModel[];
  };
  const of = (state: KnownModel["state"]) => found.models.find((model) => model.state === state) ?? null;
  return { passages: found.passages, serving: of("serving"), building: of("building") };
}
