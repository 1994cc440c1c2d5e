import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { err, ok, type Result } from "@/lib/core/result";
import type { Json } from "@/lib/platform/supabase/database.types";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { BulkResult, SavedView } from "./desk-types";
import { type DeskFilters, type QueueSort, withoutEmpty } from "./desk-views";
import { explain } from "./field-messages";
import type { BulkInput } from "./queue-schema";

/**
 * Changes many tickets, each for itself: what fails for one is told beside it. Idempotent by `key`, which also
 * names the change for `undoBulk`. `forbidden` for customers, `rate_limited` after 300 of these in an hour.
 */
export async function bulkUpdate(
  viewer: Viewer,
  { ids, changes }: BulkInput,
  key: string,
): Promise<Result<BulkResult[]>> {
  const answer = unwrap(
    await viewer.db.rpc("bulk_update_tickets", { p_key: key, p_ids: ids, p_changes: changes as Json }),
  );
  return answer.ok ? ok(answer.value as unknown as BulkResult[]) : err(explain(answer.error));
}

/**
 * Puts back what the viewer's own `bulkUpdate` of this key changed, within ten minutes. What somebody changed
 * since stays, and is told. `not_found` when there is nothing to undo.
 */
export async function undoBulk(viewer: Viewer, key: string): Promise<Result<BulkResult[]>> {
  const answer = unwrap(await viewer.db.rpc("undo_bulk_update", { p_key: key }));
  return answer.ok ? ok(answer.value as unknown as BulkResult[]) : answer;
}

type ViewInput = {
  id?: string | undefined;
  expectedVersion?: number | undefined;
  name: string;
  shared: boolean;
  /** Those of the queue; left out, a view keeps its own. */
  filters?: DeskFilters | undefined;
  sort?: QueueSort | null | undefined;
};

/**
 * Keeps a view, a new one or (with `id`) changes one. Idempotent by `key`. `validation_failed` for a name that
 * is taken, `conflict` with reason `view_changed` or `too_many_views`, `forbidden` for somebody else's.
 */
export async function saveView(viewer: Viewer, input: ViewInput, key: string): Promise<Result<SavedView>> {
  const answer = unwrap(
    await viewer.db.rpc("save_ticket_view", {
      p_key: key,
      p_input: withoutUndefined({ ...input, filters: input.filters && withoutEmpty(input.filters) }),
    }),
  );
  return answer.ok ? ok(answer.value as unknown as SavedView) : err(explain(answer.error));
}

/** Takes a view away; `restoreView` brings it back within a day. Both are harmless when repeated. */
export async function deleteView(viewer: Viewer, id: string): Promise<Result<SavedView>> {
  const answer = unwrap(await viewer.db.rpc("delete_ticket_view", { p_id: id }));
  return answer.ok ? ok(answer.value as unknown as SavedView) : answer;
}

/** `conflict` with reason `name_taken` when another view has got the name since. */
export async function restoreView(viewer: Viewer, id: string): Promise<Result<SavedView>> {
  const answer = unwrap(await viewer.db.rpc("restore_ticket_view", { p_id: id }));
  return answer.ok ? ok(answer.value as unknown as SavedView) : answer;
}

/** Puts views into this order: one's own, for admins the shared ones too. */
export async function orderViews(viewer: Viewer, ids: string[]): Promise<Result<undefined>> {
  const answer = unwrap(await viewer.db.rpc("order_ticket_views", { p_ids: ids }));
  return answer.ok ? ok() : answer;
}

function withoutUndefined(input: object): Json {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Json;
}
