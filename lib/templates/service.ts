import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { explain } from "./field-messages";
import type { TemplateChanges, TemplateInput } from "./schema";
import type { Template } from "./types";

/**
 * Makes a template. The same `key` and input give the same template again. `validation_failed` for a name
 * that is taken and for variables that do not exist; `conflict` with reason `too_many_templates`.
 */
export async function createTemplate(
  viewer: Viewer,
  input: TemplateInput,
  key: string,
): Promise<Result<Template>> {
  const answer = unwrap(await viewer.db.rpc("create_template", { p_key: key, p_input: input }));
  return answer.ok ? ok(answer.value as unknown as Template) : err(explain(answer.error));
}

/**
 * Changes a template, archives it or brings it back. `conflict` with reason `template_changed` when
 * `expectedVersion` is no longer the latest. Repeating a change is harmless.
 */
export async function updateTemplate(
  viewer: Viewer,
  id: string,
  changes: TemplateChanges,
): Promise<Result<Template>> {
  const answer = unwrap(await viewer.db.rpc("update_template", { p_id: id, p_changes: changes }));
  return answer.ok ? ok(answer.value as unknown as Template) : err(explain(answer.error));
}
