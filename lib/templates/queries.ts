import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { TemplateFilters } from "./schema";
import type { Template, TemplateCounts } from "./types";
import type { TemplateValues } from "./variables";

type Paging = { cursor?: Cursor | null | undefined; limit?: number | undefined };

/** A page of templates for staff, most used first. */
export async function listTemplates(
  viewer: Viewer,
  filters: Partial<TemplateFilters> = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<Template>>> {
  const answer = unwrap(
    await viewer.db.rpc("list_templates", { p_filters: filters, p_cursor: cursor ?? null, p_limit: limit }),
  );
  if (!answer.ok) return answer;
  const { items, nextCursor } = answer.value as unknown as { items: Template[]; nextCursor: Cursor | null };
  return ok(page(items, nextCursor && encodeCursor(nextCursor)));
}

/** `listTemplates` for a page, which has an error boundary for what cannot be read. */
export async function loadTemplates(
  ...parameters: Parameters<typeof listTemplates>
): Promise<Page<Template>> {
  const found = await listTemplates(...parameters);
  if (found.ok) return found.value;
  throw new Error(`cannot read the templates: ${found.error.code}`);
}

/** One template, archived or not. */
export async function getTemplate(viewer: Viewer, id: string): Promise<Result<Template>> {
  const answer = unwrap(await viewer.db.rpc("get_template", { p_id: id }));
  return answer.ok ? ok(answer.value as unknown as Template) : answer;
}

/** Like `getTemplate`, with null for one that does not exist; other failures throw. */
export async function findTemplate(viewer: Viewer, id: string): Promise<Template | null> {
  const found = await getTemplate(viewer, id);
  if (found.ok) return found.value;
  if (found.error.code === "not_found") return null;
  throw new Error(`cannot read the template: ${found.error.code}`);
}

/** How many templates there are, by category. */
export async function loadTemplateCounts(viewer: Viewer): Promise<TemplateCounts> {
  const answer = unwrap(await viewer.db.rpc("template_counts"));
  if (answer.ok) return answer.value as unknown as TemplateCounts;
  throw new Error(`cannot count the templates: ${answer.error.code}`);
}

/** What the variables stand for in a ticket, for the member of staff who answers it. The read is audited. */
export async function getTemplateValues(viewer: Viewer, ticketId: string): Promise<Result<TemplateValues>> {
  const answer = unwrap(await viewer.db.rpc("get_template_values", { p_ticket_id: ticketId }));
  return answer.ok ? ok(answer.value as unknown as TemplateValues) : answer;
}
