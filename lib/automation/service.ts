import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { explain } from "./field-messages";
import type { DryRunInput, RuleInput } from "./schema";
import type { DryRunStep } from "./types";

type Saved = { id: string; version: number };

/**
 * Writes a rule (`id` null) or changes one, as an admin. `conflict` with reason `rule_changed` when
 * `expectedVersion` is no longer the latest, or `too_many_rules`; faults are filed under `conditions.N`, `actions.N`.
 */
export async function saveRule(
  viewer: Viewer,
  id: string | null,
  input: RuleInput,
  key: string | null = null,
): Promise<Result<Saved>> {
  const answer = unwrap(
    await viewer.db.rpc("save_automation_rule", {
      p_key: key as string,
      p_id: id as string,
      p_input: input,
    }),
  );
  return answer.ok ? ok(answer.value as unknown as Saved) : err(explain(answer.error));
}

/** Switches a rule on or off, as an admin. `conflict` with reason `rule_faulty` for one that names what is gone. */
export async function switchRule(
  viewer: Viewer,
  id: string,
  isActive: boolean,
): Promise<Result<{ isActive: boolean }>> {
  const answer = unwrap(await viewer.db.rpc("switch_automation_rule", { p_id: id, p_is_active: isActive }));
  return answer.ok ? ok(answer.value as unknown as { isActive: boolean }) : answer;
}

/** Moves a rule one place, as an admin. */
export async function moveRule(
  viewer: Viewer,
  id: string,
  direction: "up" | "down",
): Promise<Result<{ direction: string }>> {
  const answer = unwrap(await viewer.db.rpc("move_automation_rule", { p_id: id, p_direction: direction }));
  return answer.ok ? ok({ direction }) : answer;
}

/** Deletes a rule, as an admin; what it did stays written down. */
export async function deleteRule(viewer: Viewer, id: string): Promise<Result<null>> {
  const answer = unwrap(await viewer.db.rpc("delete_automation_rule", { p_id: id }));
  return answer.ok ? ok(null) : answer;
}

/** What a rule, saved or not, would have done in a period: one bounded step of it, with no effect. */
export async function dryRun(
  viewer: Viewer,
  { rule, from, until, cursor }: DryRunInput,
): Promise<Result<DryRunStep>> {
  const answer = unwrap(
    await viewer.db.rpc("dry_run_automation", {
      p_rule: rule,
      p_from: from,
      p_until: until,
      p_cursor: cursor,
    }),
  );
  return answer.ok ? ok(answer.value as unknown as DryRunStep) : err(explain(answer.error));
}
