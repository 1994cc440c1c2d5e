import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { Activity, Profile } from "./types";

/** The signed-in customer's own data. */
export async function getProfile(viewer: Viewer): Promise<Result<Profile>> {
  const answer = unwrap(await viewer.db.rpc("get_profile"));
  return answer.ok ? ok(answer.value as unknown as Profile) : answer;
}

/** The same, for a page. */
export async function loadProfile(viewer: Viewer): Promise<Profile> {
  const profile = await getProfile(viewer);
  if (!profile.ok) throw new Error(`cannot read the profile: ${profile.error.code}`);
  return profile.value;
}

/** A page of what the viewer has done, latest first. */
async function listActivity(
  viewer: Viewer,
  { cursor, limit = 20 }: { cursor?: Cursor | undefined; limit?: number } = {},
): Promise<Result<Page<Activity>>> {
  const answer = unwrap(
    await viewer.db.rpc("list_activity", { p_limit: limit, ...(cursor ? { p_cursor: cursor } : {}) }),
  );
  if (!answer.ok) return answer;
  const { items, nextCursor } = answer.value as unknown as { items: Activity[]; nextCursor: Cursor | null };
  return ok(page(items, nextCursor ? encodeCursor(nextCursor) : null));
}

/** What the page of the profile shows of it for its address. */
export async function loadActivity(viewer: Viewer, address: Record<string, string | string[] | undefined>) {
  const cursor = typeof address.cursor === "string" ? decodeCursor(address.cursor) : null;
  const activity = await listActivity(viewer, { cursor: cursor ?? undefined, limit: 20 });
  if (!activity.ok) throw new Error(`cannot read the activity: ${activity.error.code}`);
  return { activity: activity.value, isFirstPage: cursor === null };
}
