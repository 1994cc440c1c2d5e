"use server";

import { refresh, updateTag } from "next/cache";
import { staffAction } from "@/lib/auth/action";
import type { Viewer } from "@/lib/auth/viewer";
import { BRANDING_TAG } from "@/lib/branding/branding";
import { ok, type Result } from "@/lib/core/result";
import { businessForm, limitsForm, modulesForm, type SettingsChanges, securityForm } from "./schema";
import { changeSettings } from "./service";

/** Name, looks and time zone of the business. Every page shows them at once. */
export const changeBusinessAction = staffAction(businessForm, async ({ viewer, input }) => {
  const changed = await change(viewer, input);
  if (changed.ok) updateTag(BRANDING_TAG);
  return changed;
});

/** What the business uses of the portal. */
export const changeModulesAction = staffAction(modulesForm, ({ viewer, input }) => change(viewer, input));

/** Days and amounts. */
export const changeLimitsAction = staffAction(limitsForm, ({ viewer, input }) => change(viewer, input));

/** How staff sign in. */
export const changeSecurityAction = staffAction(securityForm, ({ viewer, input }) => change(viewer, input));

async function change(viewer: Viewer, changes: SettingsChanges): Promise<Result<{ revision: string }>> {
  const changed = await changeSettings(viewer, changes);
  // Also after a refusal the page shows how things are now.
  refresh();
  if (!changed.ok) return changed;
  return ok({ revision: changed.value.revision });
}
