import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { err, ok, type Result } from "@/lib/core/result";
import { toLocal } from "@/lib/core/zoned";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { CallDetail, ShownSlot } from "./detail";
import { explainCall } from "./field-messages";
import type { DeskCallFilters, SlotQuery } from "./schema";
import { allowedCallMoves } from "./status";
import type {
  AgentCalendar,
  CallAgent,
  CallDesk,
  CallRecord,
  CallSummary,
  CallTranscript,
  Slot,
} from "./types";

type Paging = { cursor?: Cursor | undefined; limit?: number | undefined };

/** A page of the calls that the viewer may see: upcoming ones the next first, others the latest first. */
export async function listCalls(
  viewer: Viewer,
  filters: Partial<DeskCallFilters> = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<CallSummary>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_calls", { p_filters: filters, p_cursor: cursor ?? null, p_limit: limit }),
  );
  if (!answer.ok) return err(explainCall(answer.error));
  const { items, nextCursor } = answer.value as unknown as {
    items: CallSummary[];
    nextCursor: Cursor | null;
  };
  return ok(page(items, nextCursor && encodeCursor(nextCursor)));
}

/** One call, or `not_found`, also for what belongs to somebody else. The read is audited. */
export async function getCall(
  viewer: Viewer,
  id: string,
  { now = new Date() }: { now?: Date } = {},
): Promise<Result<CallDetail>> {
  const answer = unwrap(await viewer.db.rpc("get_call", { p_call_id: id }));
  if (!answer.ok) return answer;
  const call = answer.value as unknown as CallRecord;
  const actor = viewer.role === "customer" ? "customer" : "staff";
  return ok({ ...call, allowedActions: allowedCallMoves(call, actor, now) });
}

/** Like `getCall`, with null for a call that is not there for this viewer; other failures throw. */
export async function findCall(viewer: Viewer, id: string): Promise<CallDetail | null> {
  const found = await getCall(viewer, id);
  if (found.ok) return found.value;
  if (found.error.code === "not_found") return null;
  throw new Error(`cannot read the call: ${found.error.code}`);
}

/** What was said in a call. The read is audited. */
export async function getTranscript(viewer: Viewer, id: string): Promise<Result<CallTranscript>> {
  const answer = unwrap(await viewer.db.rpc("get_call_transcript", { p_call_id: id }));
  return answer.ok ? ok(answer.value as unknown as CallTranscript) : answer;
}

/** The free times of a range, at most 62 days. */
export async function listSlots(
  viewer: Viewer,
  { from, to, timeZone, ...options }: SlotQuery,
): Promise<Result<ShownSlot[]>> {
  const answer = unwrap(
    await viewer.db.rpc("list_call_slots", { p_from: from, p_to: to, p_options: options }),
  );
  if (!answer.ok) return err(explainCall(answer.error));
  const slots = answer.value as unknown as Slot[];
  return ok(
    slots.map((slot) => {
      const local = toLocal(slot.startsAt, timeZone);
      return { ...slot, day: local.slice(0, 10), time: local.slice(11) };
    }),
  );
}

/** Staff: when an agent can be called. */
export async function getAgentCalendar(viewer: Viewer, agentId: string): Promise<Result<AgentCalendar>> {
  const answer = unwrap(await viewer.db.rpc("get_agent_calendar", { p_agent_id: agentId }));
  return answer.ok ? ok(answer.value as unknown as AgentCalendar) : answer;
}

/** Staff: who can be called. */
export async function listCallAgents(viewer: Viewer): Promise<Result<CallAgent[]>> {
  const answer = unwrap(await viewer.db.rpc("list_call_agents"));
  return answer.ok ? ok(answer.value as unknown as CallAgent[]) : answer;
}

/** What the booking of a call asks for; staff say for whom. */
export async function getCallDesk(viewer: Viewer, customerId?: string): Promise<Result<CallDesk>> {
  const answer = unwrap(
    await viewer.db.rpc("get_call_desk", customerId === undefined ? {} : { p_customer_id: customerId }),
  );
  return answer.ok ? ok(answer.value as unknown as CallDesk) : answer;
}
