import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { AppError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { forgetCategories } from "@/lib/tickets/queries";
import type { CategoryInput } from "./schema";
import type { Category } from "./types";

/**
 * Makes a category or changes one, for admins. `validation_failed` by field; `conflict` with reason
 * `category_changed` when `expectedVersion` is no longer the latest, `last_category`, `too_many_categories`.
 */
export async function saveCategory(viewer: Viewer, input: CategoryInput): Promise<Result<Category>> {
  const { isNew, key, slug, expectedVersion, ...fields } = input;
  const answer = unwrap(
    isNew
      ? await viewer.db.rpc("create_category", { p_key: key, p_input: { ...fields, ...(slug && { slug }) } })
      : await viewer.db.rpc("update_category", {
          p_slug: slug ?? "",
          p_changes: { ...fields, ...(expectedVersion && { expectedVersion }) },
        }),
  );
  forgetCategories();
  return answer.ok ? ok(answer.value as unknown as Category) : err(explain(answer.error));
}

/** Puts the categories into an order. `conflict` with reason `categories_changed` when it does not name them all. */
export async function orderCategories(viewer: Viewer, slugs: string[]): Promise<Result<undefined>> {
  const answer = unwrap(await viewer.db.rpc("order_categories", { p_slugs: slugs }));
  forgetCategories();
  return answer.ok ? ok() : answer;
}

/** Deletes a category that no ticket has; else `conflict` with reason `category_used`. */
export async function deleteCategory(viewer: Viewer, slug: string): Promise<Result<undefined>> {
  const answer = unwrap(await viewer.db.rpc("delete_category", { p_slug: slug }));
  forgetCategories();
  return answer.ok ? ok() : answer;
}

/** The database names one field at a time, with a sentence. */
function explain(error: AppError): AppError {
  if (!error.fields) return error;
  const fields = Object.keys(error.fields).map((name) => [name, [error.message]]);
  return { ...error, fields: Object.fromEntries(fields) };
}
