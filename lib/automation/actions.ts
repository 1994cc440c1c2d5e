"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { deleteForm, dryRunForm, moveForm, ruleForm, switchForm } from "./schema";
import { deleteRule, dryRun, moveRule, saveRule, switchRule } from "./service";

const LIST = "/admin/settings/automation";

/** Writes a rule or changes one. A new one leads to its own page, where it can be tried and switched on. */
export const saveRuleAction = staffAction(ruleForm, async ({ viewer, input }) => {
  const { ruleId, key, ...rule } = input;
  const saved = await saveRule(viewer, ruleId, rule, key ?? null);
  if (!saved.ok) return saved;
  if (ruleId === null) redirect(`${LIST}/${saved.value.id}` as Route);
  refresh();
  return ok({ version: saved.value.version });
});

/** Switches a rule on or off. */
export const switchRuleAction = staffAction(switchForm, async ({ viewer, input }) => {
  const switched = await switchRule(viewer, input.ruleId, input.isActive);
  refresh();
  return switched;
});

/** Moves a rule one place up or down. */
export const moveRuleAction = staffAction(moveForm, async ({ viewer, input }) => {
  const moved = await moveRule(viewer, input.ruleId, input.direction);
  refresh();
  return moved;
});

/** Deletes a rule, and leads back to the list. */
export const deleteRuleAction = staffAction(deleteForm, async ({ viewer, input }) => {
  const deleted = await deleteRule(viewer, input.ruleId);
  if (!deleted.ok) return deleted;
  redirect(LIST as Route);
});

/** One step of trying a rule on what has been. */
export const dryRunAction = staffAction(dryRunForm, ({ viewer, input }) => dryRun(viewer, input));
