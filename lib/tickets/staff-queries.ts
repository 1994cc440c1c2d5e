import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { StaffMember } from "./desk-types";

const STAFF_LAST_MS = 60_000;
let known: { staff: StaffMember[]; until: number } | undefined;

/**
 * Active agents and admins by name, for staff to assign tickets to. They change once in a while, so this
 * process asks once a minute at most; the database checks each assignment.
 */
export async function listStaff(viewer: Reader, now = Date.now()): Promise<Result<StaffMember[]>> {
  // What is remembered was read by staff, and is not for anybody else.
  if (known && now < known.until && viewer.role !== "customer") return ok(known.staff);
  const answer = unwrap(await viewer.db.rpc("list_staff"));
  if (!answer.ok) return answer;
  const staff = answer.value as unknown as StaffMember[];
  known = { staff, until: now + STAFF_LAST_MS };
  return ok(staff);
}
