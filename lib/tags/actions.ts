"use server";

import { refresh } from "next/cache";
import { staffAction } from "@/lib/auth/action";
import { deleteForm, mergeForm, renameForm } from "./schema";
import { deleteTag, mergeTags, renameTag } from "./service";

/** Gives a tag another name. */
export const renameTagAction = staffAction(renameForm, async ({ viewer, input }) => {
  const renamed = await renameTag(viewer, input.tag, input.to);
  if (renamed.ok) refresh();
  return renamed;
});

/** Makes two tags one. */
export const mergeTagsAction = staffAction(mergeForm, async ({ viewer, input }) => {
  const merged = await mergeTags(viewer, input.tag, input.into);
  if (merged.ok) refresh();
  return merged;
});

/** Takes a tag off all tickets. */
export const deleteTagAction = staffAction(deleteForm, async ({ viewer, input }) => {
  const deleted = await deleteTag(viewer, input.tag);
  if (deleted.ok) refresh();
  return deleted;
});
