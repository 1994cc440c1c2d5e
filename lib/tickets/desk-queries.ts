import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { CustomerHit, DeskCounts, DeskTicketRecord, StaffMember } from "./desk-types";
import type { DeskFilters } from "./desk-views";
import { allowedActions, type TicketAction } from "./status";
import type { StaffTicketSummary } from "./types";

/** A ticket on the desk with what staff may do. */
export type DeskTicket = DeskTicketRecord & { allowedActions: TicketAction[] };

type Paging = { cursor?: Cursor | undefined; limit?: number | undefined };

/** A page of the queue, latest activity first. Staff only: for customers the staff filters do nothing. */
export async function listQueue(
  viewer: Viewer,
  filters: DeskFilters = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<StaffTicketSummary>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_tickets", { p_filters: filters, p_cursor: cursor ?? null, p_limit: limit }),
  );
  if (!answer.ok) return answer;
  const { items, nextCursor } = answer.value as unknown as {
    items: StaffTicketSummary[];
    nextCursor: Cursor | null;
  };
  return ok(page(items, nextCursor && encodeCursor(nextCursor)));
}

/**
 * One ticket by id or number as staff read it. The read is audited; `markRead` says that somebody is
 * looking at it.
 */
export async function getDeskTicket(
  viewer: Viewer,
  ref: string,
  { markRead = false, now = new Date() }: { markRead?: boolean; now?: Date } = {},
): Promise<Result<DeskTicket>> {
  const answer = unwrap(await viewer.db.rpc("get_ticket", { p_ref: ref, p_mark_read: markRead }));
  if (!answer.ok) return answer;
  const ticket = answer.value as unknown as DeskTicketRecord;
  return ok({ ...ticket, allowedActions: allowedActions(ticket, "staff", now) });
}

/** Like `getDeskTicket`, with null for a ticket that does not exist; other failures throw. */
export async function findDeskTicket(
  viewer: Viewer,
  ref: string,
  options: { markRead?: boolean; now?: Date } = {},
): Promise<DeskTicket | null> {
  const found = await getDeskTicket(viewer, ref, options);
  if (found.ok) return found.value;
  if (found.error.code === "not_found") return null;
  throw new Error(`cannot read the ticket: ${found.error.code}`);
}

/** The figures of the whole queue. `forbidden` for customers. */
export async function getDeskCounts(viewer: Viewer): Promise<Result<DeskCounts>> {
  const answer = unwrap(await viewer.db.rpc("desk_counts"));
  return answer.ok ? ok(answer.value as unknown as DeskCounts) : answer;
}

const STAFF_LAST_MS = 60_000;
let known: { staff: StaffMember[]; until: number } | undefined;

/**
 * Active agents and admins by name, for staff to assign tickets to. They change once in a while, so this
 * process asks once a minute at most; the database checks each assignment.
 */
export async function listStaff(viewer: Viewer, now = Date.now()): Promise<Result<StaffMember[]>> {
  // What is remembered was read by staff, and is not for anybody else.
  if (known && now < known.until && viewer.role !== "customer") return ok(known.staff);
  const answer = unwrap(await viewer.db.rpc("list_staff"));
  if (!answer.ok) return answer;
  const staff = answer.value as unknown as StaffMember[];
  known = { staff, until: now + STAFF_LAST_MS };
  return ok(staff);
}

/** Customers whose name, company, e-mail address or number contains `text`, by name. */
export async function searchCustomers(
  viewer: Viewer,
  text: string,
  limit = 10,
): Promise<Result<CustomerHit[]>> {
  let query = viewer.db
    .from("customer_profiles")
    .select("id, customerNumber:customer_number, fullName:full_name, companyName:company_name, email")
    .order("full_name")
    .order("id")
    .limit(limit);
  if (text) {
    const pattern = containing(text);
    query = query.or(
      ["full_name", "company_name", "email", "customer_number"]
        .map((column) => `${column}.ilike.${pattern}`)
        .join(","),
    );
  }
  const answer = unwrap(await query);
  return answer.ok ? ok(answer.value as unknown as CustomerHit[]) : answer;
}

/** A pattern of PostgREST for texts that contain `text`, whatever it contains: for LIKE first, then for the filter's quotes. */
function containing(text: string): string {
  const like = text.replace(/[\\%_]/g, "\\$&");
  return `"%${like.replace(/[\\"]/g, "\\$&")}%"`;
}
