"use server";

import { refresh } from "next/cache";
import { staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { retentionForm } from "./schema";
import { changeRetention } from "./service";

/** How long one kind of data stays, and whether that is kept. */
export const changeRetentionAction = staffAction(retentionForm, async ({ viewer, input }) => {
  const changed = await changeRetention(viewer, input);
  // Also after a refusal the page shows how things are now.
  refresh();
  return changed.ok ? ok({ version: changed.value.version }) : changed;
});
