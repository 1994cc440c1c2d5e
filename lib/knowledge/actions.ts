"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/auth/action";
import { ok, type Result } from "@/lib/core/result";
import { findArticle } from "./desk-queries";
import type { Article } from "./desk-types";
import {
  articleForm,
  categoryIdForm,
  gapForm,
  helpCategoryForm,
  orderForm,
  restoreForm,
  statusForm,
} from "./form-schema";
import {
  createArticle,
  decideGap,
  deleteHelpCategory,
  orderHelpCategories,
  restoreVersion,
  saveHelpCategory,
  setArticleStatus,
  updateArticle,
} from "./service";

/** What became of a text that was saved: another one may have been saved meanwhile. */
type Saved =
  | {
      kind: "saved";
      id: string;
      slug: string;
      version: number;
      status: Article["status"];
      hasChanges: boolean;
    }
  | { kind: "conflict"; theirs: Pick<Article, "title" | "summary" | "body" | "version" | "updatedBy"> };

/** Saves an article, a new one or one that exists, and publishes it where that was pressed. */
export const saveArticleAction = staffAction(
  articleForm,
  async ({ viewer, input }): Promise<Result<Saved>> => {
    const { articleId: id, key, overVersion, expectedVersion, intent, gapId, ...fields } = input;
    const status = intent === "publish" ? ("published" as const) : undefined;
    const seen = overVersion ?? expectedVersion;
    const changes = { ...fields, ...(status && { status }), ...(seen && { expectedVersion: seen }) };
    const saved = id
      ? await updateArticle(viewer, id, changes)
      : await createArticle(viewer, { ...fields, ...(gapId && { gapId }), status: status ?? "draft" }, key);
    if (!saved.ok && saved.error.reason === "article_changed" && id) {
      const theirs = await findArticle(viewer, id);
      if (theirs) {
        const { title, summary, body, version, updatedBy } = theirs;
        return ok({ kind: "conflict", theirs: { title, summary, body, version, updatedBy } });
      }
    }
    refresh();
    if (!saved.ok) return saved;
    const { slug, version, hasChanges } = saved.value;
    return ok({ kind: "saved", id: saved.value.id, slug, version, status: saved.value.status, hasChanges });
  },
);

/** Takes an article back, puts it away, or publishes it again. */
export const setArticleStatusAction = staffAction(statusForm, async ({ viewer, input }) => {
  const changed = await setArticleStatus(viewer, input.id, input.status);
  refresh();
  return changed.ok ? ok({ status: changed.value.status }) : changed;
});

/** Makes an older text the latest one, and leads to the article. */
export const restoreVersionAction = staffAction(restoreForm, async ({ viewer, input }) => {
  const { id, version, expectedVersion } = input;
  const restored = await restoreVersion(viewer, id, version, expectedVersion);
  if (restored.ok) redirect(`/admin/knowledge/${id}?edition=${restored.value.version}` as Route);
  return restored;
});

/** Saves a category; a new one leads back to the list. */
export const saveHelpCategoryAction = staffAction(helpCategoryForm, async ({ viewer, input }) => {
  const { key, ...fields } = input;
  const saved = await saveHelpCategory(viewer, fields, key);
  if (!saved.ok) return saved;
  if (!input.id) redirect("/admin/knowledge/categories" as Route);
  refresh();
  return ok({ version: saved.value.version });
});

/** Moves a category. Also after a refusal the page shows how things are now. */
export const orderHelpCategoriesAction = staffAction(orderForm, async ({ viewer, input }) => {
  const ordered = await orderHelpCategories(viewer, input.ids);
  refresh();
  return ordered.ok ? ok({}) : ordered;
});

/** Deletes an empty category, and leads back to the list. */
export const deleteHelpCategoryAction = staffAction(categoryIdForm, async ({ viewer, input }) => {
  const deleted = await deleteHelpCategory(viewer, input.id);
  if (deleted.ok) redirect("/admin/knowledge/categories" as Route);
  return deleted;
});

/** Says that a question is done, to be ignored, or open again. */
export const decideGapAction = staffAction(gapForm, async ({ viewer, input }) => {
  const decided = await decideGap(viewer, input.id, input.status);
  refresh();
  return decided.ok ? ok({ status: decided.value.status }) : decided;
});
