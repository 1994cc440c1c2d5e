import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { AccessFilters, AuditFilters } from "./schema";
import type { Access, AccessWeek, AuditEntry, AuditState } from "./types";

type Paging = { cursor?: Cursor | null | undefined; limit?: number | undefined };
type Found<T> = { items: T[]; nextCursor: Cursor | null };

/** A page of who accessed the customer's data, latest first. The read is audited. `forbidden` for staff. */
export async function listAccesses(
  viewer: Reader,
  filters: Partial<AccessFilters> = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<Access>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_own_accesses", {
      p_filters: filters,
      p_cursor: cursor ?? null,
      p_limit: limit,
    }),
  );
  return answer.ok ? ok(toPage<Access>(answer.value)) : answer;
}

/** A page of the audit log, latest first. The read is audited. `forbidden` for everybody but admins. */
export async function listAuditEntries(
  viewer: Reader,
  filters: Partial<AuditFilters> = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<AuditEntry>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_audit_log", { p_filters: filters, p_cursor: cursor ?? null, p_limit: limit }),
  );
  return answer.ok ? ok(toPage<AuditEntry>(answer.value)) : answer;
}

function toPage<T>(value: unknown): Page<T> {
  const { items, nextCursor } = value as Found<T>;
  return page(items, nextCursor && encodeCursor(nextCursor));
}

/** What the customer's page shows: entries, with repeated reads folded, and the last twelve weeks. */
export async function loadAccesses(viewer: Reader, filters: Partial<AccessFilters>, paging: Paging) {
  const [accesses, weeks] = await Promise.all([
    listAccesses(viewer, { ...filters, fold: true }, paging),
    viewer.db.rpc("get_access_weeks").then(unwrap),
  ]);
  if (!accesses.ok) throw new Error(`cannot read the access log: ${accesses.error.code}`);
  if (!weeks.ok) throw new Error(`cannot count the accesses: ${weeks.error.code}`);
  return { accesses: accesses.value, weeks: weeks.value as unknown as AccessWeek[] };
}

/** How the audit log stands: until when it is sealed, whether it is as it was sealed. Throws when it cannot be read. */
export async function loadAuditState(viewer: Reader): Promise<AuditState> {
  const answer = unwrap(await viewer.db.rpc("get_audit_state"));
  if (!answer.ok) throw new Error(`cannot read the state of the audit log: ${answer.error.code}`);
  return answer.value as unknown as AuditState;
}

/** `listAuditEntries` for a page, which has an error boundary for what cannot be read. */
export async function loadAuditEntries(...parameters: Parameters<typeof listAuditEntries>) {
  const found = await listAuditEntries(...parameters);
  if (found.ok) return found.value;
  throw new Error(`cannot read the audit log: ${found.error.code}`);
}
