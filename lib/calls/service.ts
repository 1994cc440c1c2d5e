import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { CallDetail } from "./detail";
import { explainCall } from "./field-messages";
import { getCall } from "./queries";
import type { CallChanges, CallInput, CancelInput, StaffCallChanges, StaffCallInput } from "./schema";
import type { CallSummary } from "./types";

/**
 * Books a slot. Idempotent by `key`. `conflict` with reason `slot_taken` (with the next free times as
 * `alternatives`) or `too_many_calls`.
 */
export async function bookCall(
  viewer: Viewer,
  input: CallInput | StaffCallInput,
  key: string,
): Promise<Result<CallSummary>> {
  return changed(await viewer.db.rpc("schedule_call", { p_key: key, p_input: input }));
}

/**
 * Moves a call to another slot, at once or not at all. `conflict` with reason `slot_taken` (with `alternatives`),
 * `call_over`, `call_changed` (no longer at `version`) or `too_late` (two hours before, for customers).
 */
export async function moveCall(
  viewer: Viewer,
  id: string,
  {
    startsAt,
    version,
    agentId,
  }: { startsAt: string; version?: number | undefined; agentId?: string | undefined },
): Promise<Result<CallSummary>> {
  return changed(
    await viewer.db.rpc("move_call", {
      p_call_id: id,
      p_starts_at: startsAt,
      ...(version !== undefined && { p_expected_version: version }),
      ...(agentId !== undefined && { p_agent_id: agentId }),
    }),
  );
}

/** Changes a call ahead: its time, and what we should know. Reasons as for `moveCall`. */
export async function changeCall(
  viewer: Viewer,
  id: string,
  { startsAt, version, ...facts }: CallChanges,
): Promise<Result<CallSummary>> {
  const named = Object.entries(facts).filter(([, value]) => value !== undefined);
  if (startsAt === undefined) return updateCall(viewer, id, Object.fromEntries(named), version);
  const moved = await moveCall(viewer, id, { startsAt, version });
  return moved.ok && named.length > 0 ? updateCall(viewer, id, Object.fromEntries(named)) : moved;
}

/** Cancels a call ahead. Harmless when repeated. Reasons as for `moveCall`. */
export async function cancelCall(
  viewer: Viewer,
  id: string,
  { reason, version }: CancelInput,
): Promise<Result<CallSummary>> {
  return changed(
    await viewer.db.rpc("cancel_call", {
      p_call_id: id,
      ...(reason !== undefined && { p_reason: reason }),
      ...(version !== undefined && { p_expected_version: version }),
    }),
  );
}

/**
 * Takes a cancellation back, for ten minutes and by the side that cancelled. Harmless when repeated. `conflict` with
 * reason `undo_over`, `slot_taken` (with `alternatives`) or `too_many_calls`.
 */
export async function restoreCall(viewer: Viewer, id: string): Promise<Result<CallSummary>> {
  return changed(await viewer.db.rpc("restore_call", { p_call_id: id }));
}

/** Waits for an earlier slot, or does so no longer. */
export async function waitForEarlier(
  viewer: Viewer,
  id: string,
  waits: boolean,
): Promise<Result<CallSummary>> {
  return changed(
    await viewer.db.rpc(waits ? "join_call_waitlist" : "leave_call_waitlist", { p_call_id: id }),
  );
}

/** Staff: what became of a call that has begun. `conflict` with reason `call_not_begun` or `call_over`. */
export async function recordOutcome(
  viewer: Viewer,
  id: string,
  outcome: "done" | "no_show",
): Promise<Result<CallSummary>> {
  return changed(await viewer.db.rpc("record_call_outcome", { p_call_id: id, p_outcome: outcome }));
}

/** Staff: a note for each other. Idempotent by `key`. */
export async function addCallNote(
  viewer: Viewer,
  id: string,
  body: string,
  key: string,
): Promise<Result<{ id: string }>> {
  const answer = unwrap(await viewer.db.rpc("add_call_note", { p_key: key, p_call_id: id, p_body: body }));
  return answer.ok ? ok(answer.value as unknown as { id: string }) : err(explainCall(answer.error));
}

/** Staff: everything that `PATCH` can name, in the order in which it makes sense; the first failure ends it. */
export async function changeAsStaff(
  viewer: Viewer,
  id: string,
  { startsAt, agentId, outcome, cancel, note, version, ...facts }: StaffCallChanges,
): Promise<Result<CallDetail>> {
  const named = Object.entries(facts).filter(([, value]) => value !== undefined);
  const steps: (() => Promise<Result<unknown>>)[] = [];
  if (startsAt !== undefined || agentId !== undefined) {
    steps.push(async () => {
      const at = startsAt === undefined ? await startOf(viewer, id) : ok(startsAt);
      return at.ok ? moveCall(viewer, id, { startsAt: at.value, version, agentId }) : at;
    });
  }
  if (named.length > 0) steps.push(() => updateCall(viewer, id, Object.fromEntries(named)));
  if (outcome) steps.push(() => recordOutcome(viewer, id, outcome));
  if (cancel) steps.push(() => cancelCall(viewer, id, { reason: cancel.reason, version: undefined }));
  if (note) steps.push(() => addCallNote(viewer, id, note, newId()));
  for (const step of steps) {
    const done = await step();
    if (!done.ok) return done;
  }
  return getCall(viewer, id);
}

/** The whole call after a command, for callers of the API. */
export async function thenRead(viewer: Viewer, outcome: Result<CallSummary>): Promise<Result<CallDetail>> {
  return outcome.ok ? getCall(viewer, outcome.value.id) : outcome;
}

async function startOf(viewer: Viewer, id: string): Promise<Result<string>> {
  const call = await getCall(viewer, id);
  return call.ok ? ok(call.value.startsAt) : call;
}

async function updateCall(
  viewer: Viewer,
  id: string,
  changes: Record<string, unknown>,
  version?: number,
): Promise<Result<CallSummary>> {
  return changed(
    await viewer.db.rpc("update_call", {
      p_call_id: id,
      p_changes: changes as Record<string, string>,
      ...(version !== undefined && { p_expected_version: version }),
    }),
  );
}

type Answer = Parameters<typeof unwrap>[0];

function changed(answer: Answer): Result<CallSummary> {
  const outcome = unwrap(answer);
  return outcome.ok ? ok(outcome.value as unknown as CallSummary) : err(explainCall(outcome.error));
}
