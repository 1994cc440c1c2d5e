"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { categoryForm, deleteForm, orderForm } from "./schema";
import { deleteCategory, orderCategories, saveCategory } from "./service";

/** Saves a category with its issue types. */
export const saveCategoryAction = staffAction(categoryForm, async ({ viewer, input }) => {
  const saved = await saveCategory(viewer, input);
  if (!saved.ok) return saved;
  if (input.isNew) redirect(`/admin/settings/categories/${saved.value.slug}` as Route);
  refresh();
  return ok({ version: saved.value.version });
});

/** Moves a category. Also after a refusal the page shows how things are now. */
export const orderCategoriesAction = staffAction(orderForm, async ({ viewer, input }) => {
  const ordered = await orderCategories(viewer, input.slugs);
  refresh();
  return ordered;
});

/** Deletes a category that no ticket has, and leads back to the list. */
export const deleteCategoryAction = staffAction(deleteForm, async ({ viewer, input }) => {
  const deleted = await deleteCategory(viewer, input.slug);
  if (deleted.ok) redirect("/admin/settings/categories" as Route);
  return deleted;
});
