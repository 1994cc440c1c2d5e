import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { describeDevice } from "@/lib/core/device";
import { type Cursor, decodeCursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { DeviceSession } from "./types";

type Answer = {
  items: (Omit<DeviceSession, "device"> & { userAgent: string })[];
  nextCursor: Cursor | null;
};

/** A page of where the viewer is signed in, newest sign-in first. */
export async function listSessions(
  viewer: Viewer,
  { cursor, limit = 20 }: { cursor?: Cursor | undefined; limit?: number } = {},
): Promise<Result<Page<DeviceSession>>> {
  const answer = unwrap(
    await viewer.db.rpc("list_sessions", { p_limit: limit, ...(cursor ? { p_cursor: cursor } : {}) }),
  );
  if (!answer.ok) return answer;
  const { items, nextCursor } = answer.value as unknown as Answer;
  const sessions = items.map(({ userAgent, ...session }) => ({
    ...session,
    device: describeDevice(userAgent),
  }));
  return ok(page(sessions, nextCursor ? encodeCursor(nextCursor) : null));
}

/** What the page of sessions shows for its address. */
export async function loadSessions(viewer: Viewer, address: Record<string, string | string[] | undefined>) {
  const cursor = typeof address.cursor === "string" ? decodeCursor(address.cursor) : null;
  const sessions = await listSessions(viewer, { cursor: cursor ?? undefined, limit: 20 });
  if (!sessions.ok) throw new Error(`cannot read the sessions: ${sessions.error.code}`);
  return { sessions: sessions.value, isFirstPage: cursor === null };
}
