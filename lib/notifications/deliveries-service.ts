import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/core/result";
import type { Json } from "@/lib/platform/supabase/database.types";
import { unwrap } from "@/lib/platform/supabase/unwrap";

/** Lets what failed begin again: one delivery, or with `null` all that was given up. `forbidden` for customers. */
export async function resendDeliveries(
  viewer: Viewer,
  id: string | null,
): Promise<Result<{ count: number }>> {
  const input: Json = id === null ? { all: true } : { ids: [id] };
  const answer = unwrap(await viewer.db.rpc("resend_deliveries", { p_input: input }));
  return answer.ok ? ok(answer.value as unknown as { count: number }) : answer;
}
