import "server-only";
import type { Reader, Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { loadTeamNames } from "@/lib/teams/queries";
import { slaOfRow } from "./desk-sla";
import type { DeskCounts, DeskRow, DeskSubjects, DeskTicket } from "./desk-types";
import type { QueueAddress } from "./desk-views";
import { findTicket, getTicket, listCategories } from "./queries";
import { cursorOf, listQueue, queueRequest } from "./queue-queries";
import { currentPromise, type SlaPromise } from "./sla";
import { listStaff } from "./staff-queries";

type ReadOptions = { markRead?: boolean; now?: Date };

/** One ticket by id or number as staff read it: internal notes, the customer, more in each row. */
export async function getDeskTicket(viewer: Reader, ref: string, options: ReadOptions = {}) {
  return (await getTicket(viewer, ref, options)) as Result<DeskTicket>;
}

/** Like `getDeskTicket`, with null for a ticket that does not exist; other failures throw. */
export async function findDeskTicket(viewer: Reader, ref: string, options: ReadOptions = {}) {
  return (await findTicket(viewer, ref, options)) as DeskTicket | null;
}

/** The figures of the whole queue. `forbidden` for customers. */
async function getDeskCounts(viewer: Reader): Promise<Result<DeskCounts>> {
  const answer = unwrap(await viewer.db.rpc("desk_counts"));
  return answer.ok ? ok(answer.value as unknown as DeskCounts) : answer;
}

/** How many tickets of its view stand beside an open one. */
const QUEUE_COLUMN = 30;

/** What stands beside an open ticket: the view it came from, and what can be chosen. Throws like `loadQueue`. */
export async function loadBesideTicket(viewer: Reader, address: QueueAddress) {
  const [queue, staff, categories, teams] = await Promise.all([
    listQueue(viewer, queueRequest(address), { cursor: cursorOf(address), limit: QUEUE_COLUMN }),
    listStaff(viewer),
    listCategories(viewer),
    loadTeamNames(viewer),
  ]);
  return { queue: need(queue).items, staff: need(staff), categories: need(categories), teams };
}

/** The categories that a new ticket can have. Throws when they cannot be read. */
export async function loadDeskCategories(viewer: Viewer) {
  return need(await listCategories(viewer));
}

const LISTED = 8;
/**
 * The overview: the figures, the tickets whose promise is missed or nearly so, and those that wait for the
 * viewer; what is due first comes first. Throws when a part cannot be read.
 */
export async function loadOverview(viewer: Viewer, now: Date) {
  const [counts, lists] = await Promise.all([getDeskCounts(viewer), listPressing(viewer, now)]);
  return { counts: need(counts), ...need(lists) };
}

/** What presses, and what waits for the viewer. `forbidden` for customers. */
async function listPressing(
  viewer: Viewer,
  now: Date,
): Promise<Result<{ attention: DeskRow[]; mine: DeskRow[] }>> {
  const answer = unwrap(await viewer.db.rpc("list_pressing_tickets", { p_limit: LISTED }));
  if (!answer.ok) return answer;
  const { running, mine } = answer.value as unknown as Record<"running" | "mine", DeskRow[]>;
  const pressing = byDueTime(running, now).filter(({ state }) => state === "breached" || state === "at_risk");
  return ok({
    attention: pressing.slice(0, LISTED).map(({ row }) => row),
    mine: byDueTime(mine, now).map(({ row }) => row),
  });
}

/** Rows with how their promise stands, what is due first at the front. */
function byDueTime(rows: readonly DeskRow[], now: Date) {
  return rows
    .map((row) => ({ row, promise: currentPromise({ ...row, sla: slaOfRow(row) }, now) }))
    .sort((a, b) => dueTime(a.promise) - dueTime(b.promise))
    .map(({ row, promise }) => ({ row, state: promise?.state }));
}

/** What promises nothing comes last. */
function dueTime(promise: SlaPromise | null): number {
  return promise?.dueAt.getTime() ?? Number.MAX_SAFE_INTEGER;
}

/** What a page cannot do without: a failure becomes the page's error. */
function need<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`cannot read the desk: ${result.error.code}`);
}

/** What staff can choose for a new ticket of this customer. `not_found` for one who is not there. */
export async function listDeskSubjects(viewer: Viewer, customerId: string): Promise<Result<DeskSubjects>> {
  const answer = unwrap(await viewer.db.rpc("desk_ticket_subjects", { p_customer_id: customerId }));
  return answer.ok ? ok(answer.value as unknown as DeskSubjects) : answer;
}
