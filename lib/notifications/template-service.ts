import "server-only";
import type { Reader, Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { TemplateInput } from "./template-schema";
import type { WhatsAppTemplate } from "./template-types";

/** Every template, the one for everything first. Throws when they cannot be read. */
export async function loadTemplates(viewer: Reader): Promise<WhatsAppTemplate[]> {
  const answer = unwrap(
    await viewer.db
      .from("whatsapp_templates")
      .select("id, event, name, language, parameters, status")
      .order("event", { nullsFirst: true })
      .limit(200),
  );
  if (!answer.ok) throw new Error(`cannot read the templates of WhatsApp: ${answer.error.code}`);
  return answer.value as unknown as WhatsAppTemplate[];
}

/** Adds or changes a template. `forbidden` for all but admins, `validation_failed` by field. */
export async function saveTemplate(
  viewer: Viewer,
  { id, ...input }: TemplateInput,
): Promise<Result<{ id: string }>> {
  const answer = unwrap(
    // A new one has no id; the generated types know no null parameters.
    await viewer.db.rpc("save_whatsapp_template", { p_id: (id ?? null) as string, p_input: input }),
  );
  return answer.ok ? ok(answer.value as unknown as { id: string }) : answer;
}

/** A template is used no more. `forbidden` for all but admins. */
export async function deleteTemplate(viewer: Viewer, id: string): Promise<Result<undefined>> {
  const answer = unwrap(await viewer.db.rpc("delete_whatsapp_template", { p_id: id }));
  return answer.ok ? ok() : answer;
}
