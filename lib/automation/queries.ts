import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { loadStaffNames, loadTeamNames } from "@/lib/teams/queries";
import { listCategories } from "@/lib/tickets/queries";
import type { Rule, RuleChoices, Run } from "./types";

/** The rules in their order, for a page: a failure is the page's. */
export async function loadRules(viewer: Reader): Promise<Rule[]> {
  const answer = unwrap(await viewer.db.rpc("list_automation_rules"));
  if (!answer.ok) throw new Error(`list_automation_rules: ${answer.error.code}`);
  return answer.value as unknown as Rule[];
}

/** One rule, or null when it is not there. */
export async function findRule(viewer: Reader, id: string): Promise<Rule | null> {
  const answer = unwrap(await viewer.db.rpc("get_automation_rule", { p_id: id }));
  if (answer.ok) return answer.value as unknown as Rule;
  if (answer.error.code === "not_found") return null;
  throw new Error(`get_automation_rule: ${answer.error.code}`);
}

/** A page of what a rule did, latest first. */
export async function loadRuns(
  viewer: Reader,
  ruleId: string,
  { cursor, limit = 20 }: { cursor?: Cursor | null; limit?: number } = {},
): Promise<Page<Run>> {
  const answer = unwrap(
    await viewer.db.rpc("list_automation_runs", {
      p_filters: { ruleId },
      p_cursor: cursor ?? null,
      p_limit: limit,
    }),
  );
  if (!answer.ok) throw new Error(`list_automation_runs: ${answer.error.code}`);
  const { items, nextCursor } = answer.value as unknown as { items: Run[]; nextCursor: Cursor | null };
  return page(items, nextCursor && encodeCursor(nextCursor));
}

/** What the fields of a rule can be, beside the fixed lists. */
export async function loadRuleChoices(viewer: Reader): Promise<RuleChoices> {
  const [categories, teams, staff, templates] = await Promise.all([
    listCategories(viewer),
    loadTeamNames(viewer),
    loadStaffNames(viewer),
    viewer.db.rpc("list_templates", { p_filters: { sort: "name" }, p_limit: 100 }).then(unwrap),
  ]);
  if (!categories.ok) throw new Error(`list_ticket_categories: ${categories.error.code}`);
  if (!templates.ok) throw new Error(`list_templates: ${templates.error.code}`);
  const { items } = templates.value as unknown as { items: { id: string; name: string }[] };
  return {
    categories: categories.value.map(({ slug, label }) => ({ value: slug, label })),
    teams: teams.map(({ id, name }) => ({ value: id, label: name })),
    people: staff.map(({ id, fullName }) => ({ value: id, label: fullName })),
    templates: items.map(({ id, name }) => ({ value: id, label: name })),
  };
}

/** The names of the categories, by slug. */
export async function loadCategoryNames(viewer: Reader): Promise<Record<string, string>> {
  const categories = await listCategories(viewer);
  if (!categories.ok) throw new Error(`list_ticket_categories: ${categories.error.code}`);
  return Object.fromEntries(categories.value.map(({ slug, label }) => [slug, label]));
}
