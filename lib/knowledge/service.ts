import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { Article, DeskCategory, Gap, GapStatus } from "./desk-types";
import { explain } from "./field-messages";
import type { ArticleChanges, ArticleInput, CategoryInput } from "./schema";
import type { ArticleStatus } from "./types";

const COMMAND = {
  published: "publish_article",
  draft: "unpublish_article",
  archived: "archive_article",
} as const;

/**
 * Makes an article, and publishes it where the input says so. The same `key` and input give the same article
 * again. `validation_failed` for an address that is taken, and for an empty text that is to be published.
 */
export async function createArticle(
  viewer: Viewer,
  { status, ...input }: ArticleInput,
  key: string,
): Promise<Result<Article>> {
  const made = await save(viewer, input, key);
  return made.ok && status === "published" ? setArticleStatus(viewer, made.value.id, status) : made;
}

/**
 * Changes an article, then its status where the changes name one. `conflict` with reason `article_changed` when
 * `expectedVersion` is no longer the latest. Repeating a change is harmless.
 */
export async function updateArticle(
  viewer: Viewer,
  id: string,
  { status, ...changes }: ArticleChanges,
): Promise<Result<Article>> {
  const saved = await save(viewer, { id, ...changes }, null);
  if (!saved.ok || status === undefined) return saved;
  return setArticleStatus(viewer, id, status, saved.value.version);
}

/** Publishes an article with its latest text, takes it back, or puts it away. Repeating it is harmless. */
export async function setArticleStatus(
  viewer: Viewer,
  id: string,
  status: ArticleStatus,
  expectedVersion?: number,
): Promise<Result<Article>> {
  const answer = unwrap(
    await viewer.db.rpc(COMMAND[status], {
      p_id: id,
      ...(expectedVersion && { p_expected_version: expectedVersion }),
    }),
  );
  return toArticle(answer);
}

/** Makes the text of a version the latest one; readers see it when it is published. */
export async function restoreVersion(
  viewer: Viewer,
  id: string,
  version: number,
  expectedVersion: number,
): Promise<Result<Article>> {
  const call = { p_id: id, p_version: version, p_expected_version: expectedVersion };
  return toArticle(unwrap(await viewer.db.rpc("restore_article_version", call)));
}

async function save(viewer: Viewer, input: object, key: string | null): Promise<Result<Article>> {
  return toArticle(
    unwrap(await viewer.db.rpc("save_article", { p_key: key as string, p_input: { ...input } })),
  );
}

function toArticle(answer: Result<unknown>): Result<Article> {
  return answer.ok ? ok(answer.value as Article) : err(explain(answer.error));
}

/** Makes a category, or changes the one with `id`. `conflict` with reason `kb_category_changed`. */
export async function saveHelpCategory(
  viewer: Viewer,
  input: CategoryInput & { id?: string | undefined; expectedVersion?: number | undefined },
  key: string,
): Promise<Result<DeskCategory>> {
  // A change that is repeated is harmless, and one key holds one input only.
  const answer = unwrap(
    await viewer.db.rpc("save_kb_category", {
      p_key: (input.id ? null : key) as string,
      p_input: { ...input },
    }),
  );
  return answer.ok ? ok(answer.value as unknown as DeskCategory) : err(explain(answer.error));
}

/** Deletes a category that is empty; else `conflict` with reason `kb_category_in_use`. */
export async function deleteHelpCategory(viewer: Viewer, id: string): Promise<Result<{ id: string }>> {
  const answer = unwrap(await viewer.db.rpc("delete_kb_category", { p_id: id }));
  return answer.ok ? ok({ id }) : answer;
}

/** Puts the categories of one parent into this order. */
export async function orderHelpCategories(viewer: Viewer, ids: string[]): Promise<Result<DeskCategory[]>> {
  const answer = unwrap(await viewer.db.rpc("order_kb_categories", { p_ids: ids }));
  return answer.ok ? ok(answer.value as unknown as DeskCategory[]) : answer;
}

/** Says that a gap is done, to be ignored, or open again. */
export async function decideGap(viewer: Viewer, id: string, status: GapStatus): Promise<Result<Gap>> {
  const answer = unwrap(await viewer.db.rpc("decide_kb_gap", { p_id: id, p_status: status }));
  return answer.ok ? ok(answer.value as unknown as Gap) : answer;
}
