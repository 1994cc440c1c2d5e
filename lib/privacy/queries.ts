import "server-only";
import type { Reader, Viewer } from "@/lib/auth/viewer";
import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { PrivacyDeskFilters } from "./schema";
import type {
  DeletionPreview,
  PrivacyDeskRequest,
  PrivacyOverview,
  PrivacyRequest,
  PrivacyRequestDetail,
} from "./types";

type Paging = { cursor?: Cursor | null | undefined; limit?: number | undefined };

/** A page of what the viewer asked for, newest first. */
export async function listPrivacyRequests(
  viewer: Reader,
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<PrivacyRequest>>> {
  const answer = unwrap(
    await viewer.db.rpc("list_privacy_requests", { p_cursor: cursor ?? null, p_limit: limit }),
  );
  if (!answer.ok) return answer;
  const found = answer.value as unknown as { items: PrivacyRequest[]; nextCursor: Cursor | null };
  return ok(page(found.items, found.nextCursor && encodeCursor(found.nextCursor)));
}

/** One request by id or number with its history; `not_found` also for what belongs to somebody else. */
export async function getPrivacyRequest(viewer: Reader, ref: string): Promise<Result<PrivacyRequestDetail>> {
  const answer = unwrap(await viewer.db.rpc("get_privacy_request", { p_ref: ref }));
  return answer.ok ? ok(answer.value as unknown as PrivacyRequestDetail) : answer;
}

/** Like `getPrivacyRequest`, with null for a request that is not there for this viewer; other failures throw. */
export async function findPrivacyRequest(viewer: Reader, ref: string): Promise<PrivacyRequestDetail | null> {
  const found = await getPrivacyRequest(viewer, ref);
  if (found.ok) return found.value;
  if (found.error.code === "not_found") return null;
  throw new Error(`cannot read the privacy request: ${found.error.code}`);
}

/** A page of everybody's requests, for staff: open ones by their due day unless `open` is false. */
export async function listPrivacyDesk(
  viewer: Viewer | Reader,
  filters: PrivacyDeskFilters = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<PrivacyDeskRequest>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_privacy_requests", {
      p_filters: filters,
      p_cursor: cursor ?? null,
      p_limit: limit,
    }),
  );
  if (!answer.ok) return answer;
  const found = answer.value as unknown as { items: PrivacyDeskRequest[]; nextCursor: Cursor | null };
  return ok(page(found.items, found.nextCursor && encodeCursor(found.nextCursor)));
}

/** The viewer's deletion while it can be taken back, or null. Throws when it cannot be read. */
export async function findScheduledDeletion(viewer: Reader): Promise<{ effectiveAt: string } | null> {
  const answer = unwrap(
    await viewer.db
      .from("privacy_requests")
      .select("effectiveAt:effective_at")
      .eq("kind", "deletion")
      .eq("status", "scheduled")
      .limit(1),
  );
  const [row] = load<{ effectiveAt: string }[]>(answer);
  return row ?? null;
}

/** What the privacy centre begins with. Throws when it cannot be read. */
export async function loadPrivacyOverview(viewer: Reader): Promise<PrivacyOverview> {
  return load(unwrap(await viewer.db.rpc("get_privacy_overview")));
}

/** What a deletion would remove now, and what would stay. Throws when it cannot be read. */
export async function loadDeletionPreview(viewer: Reader): Promise<DeletionPreview> {
  return load(unwrap(await viewer.db.rpc("preview_deletion")));
}

/** How many requests wait, and how many are past their day. Throws when it cannot be read. */
export async function loadPrivacyCounts(viewer: Reader): Promise<{ open: number; overdue: number }> {
  return load(unwrap(await viewer.db.rpc("privacy_request_counts")));
}

/** A page of what the viewer asked for, from the cursor of an address on. Throws when it cannot be read. */
export async function loadPrivacyRequests(
  viewer: Reader,
  cursor: string | string[] | undefined,
): Promise<Page<PrivacyRequest>> {
  const at = typeof cursor === "string" ? decodeCursor(cursor) : null;
  return load(await listPrivacyRequests(viewer, { cursor: at }));
}

/** `listPrivacyDesk` for a page, which has an error boundary for what cannot be read. */
export async function loadPrivacyDesk(
  ...parameters: Parameters<typeof listPrivacyDesk>
): Promise<Page<PrivacyDeskRequest>> {
  return load(await listPrivacyDesk(...parameters));
}

function load<T>(answer: Result<unknown>): T {
  if (answer.ok) return answer.value as T;
  throw new Error(`cannot read the privacy centre: ${answer.error.code}`);
}
