import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { AppError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { TagCount } from "./types";

/** Another name for a tag, on all tickets. `validation_failed` when the name is taken: merge instead. */
export async function renameTag(viewer: Viewer, tag: string, to: string): Promise<Result<TagCount>> {
  return answered(unwrap(await viewer.db.rpc("rename_tag", { p_from: tag, p_to: to })));
}

/** Tickets with one tag get another one instead. */
export async function mergeTags(viewer: Viewer, tag: string, into: string): Promise<Result<TagCount>> {
  return answered(unwrap(await viewer.db.rpc("merge_tags", { p_from: tag, p_into: into })));
}

/** Takes a tag off all tickets. */
export async function deleteTag(viewer: Viewer, tag: string): Promise<Result<TagCount>> {
  return answered(unwrap(await viewer.db.rpc("delete_tag", { p_tag: tag })));
}

function answered(answer: Result<unknown>): Result<TagCount> {
  return answer.ok ? ok(answer.value as TagCount) : err(explain(answer.error));
}

/** The database names one field at a time, with a sentence. */
function explain(error: AppError): AppError {
  if (!error.fields) return error;
  const fields = Object.keys(error.fields).map((name) => [name, [error.message]]);
  return { ...error, fields: Object.fromEntries(fields) };
}
