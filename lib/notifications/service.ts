import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { ReadInput } from "./schema";

/** Marks the viewer's notifications as read: those named, or all of them. Says how many are left. */
export async function markNotificationsRead(
  viewer: Viewer,
  { ids }: ReadInput,
): Promise<Result<{ unread: number }>> {
  const answer = unwrap(await viewer.db.rpc("mark_notifications_read", ids ? { p_ids: ids } : {}));
  return answer.ok ? ok(answer.value as unknown as { unread: number }) : answer;
}

/** Marks one notification of the viewer as read or unread. Says how many are unread then. */
export async function setNotificationRead(
  viewer: Viewer,
  id: string,
  isRead: boolean,
): Promise<Result<{ unread: number }>> {
  const answer = unwrap(await viewer.db.rpc("set_notification_read", { p_id: id, p_read: isRead }));
  return answer.ok ? ok(answer.value as unknown as { unread: number }) : answer;
}
