"use server";

import { refresh } from "next/cache";
import { staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { parseQueueAddress } from "./desk-schema";
import { effectiveFilters } from "./desk-views";
import { bulkForm, undoForm, viewForm, viewOrder, viewRef } from "./queue-schema";
import { bulkUpdate, deleteView, orderViews, restoreView, saveView, undoBulk } from "./queue-service";

/** Changes the chosen tickets; says of each what became of it. The key makes sending twice harmless. */
export const bulkUpdateAction = staffAction(bulkForm, ({ viewer, input: { key, ...input } }) =>
  bulkUpdate(viewer, input, key),
);

/** Puts back what the change of this key did. */
export const undoBulkAction = staffAction(undoForm, ({ viewer, input }) => undoBulk(viewer, input.key));

/** Keeps what the queue shows as a view, or a view under another name. */
export const saveViewAction = staffAction(viewForm, async ({ viewer, input: { key, query, ...input } }) => {
  const address = parseQueueAddress(Object.fromEntries(new URLSearchParams(query)));
  const filters = query === "" ? {} : { filters: effectiveFilters(address), sort: address.sort ?? null };
  const saved = await saveView(viewer, { ...input, ...filters }, key);
  if (!saved.ok) return saved;
  refresh();
  return ok({ id: saved.value.id, name: saved.value.name });
});

export const deleteViewAction = staffAction(viewRef, async ({ viewer, input }) => {
  const deleted = await deleteView(viewer, input.id);
  if (!deleted.ok) return deleted;
  refresh();
  return ok({ id: input.id, name: deleted.value.name });
});

export const restoreViewAction = staffAction(viewRef, async ({ viewer, input }) => {
  const restored = await restoreView(viewer, input.id);
  if (!restored.ok) return restored;
  refresh();
  return ok({ id: input.id, name: restored.value.name });
});

export const orderViewsAction = staffAction(viewOrder, async ({ viewer, input }) => {
  const ordered = await orderViews(viewer, input.ids);
  if (ordered.ok) refresh();
  return ordered;
});
