import "server-only";
import { ok, type Result } from "@/lib/core/result";
import type { FactorHolder } from "@/lib/core/second-factor";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { Reader, Viewer } from "./viewer";

/** Who of the staff, or of one customer's people, has a second factor. `forbidden` for all but admins. */
export async function listFactorHolders(
  viewer: Reader,
  customerId?: string,
): Promise<Result<FactorHolder[]>> {
  const answer = unwrap(
    await viewer.db.rpc("list_second_factors", customerId ? { p_customer: customerId } : {}),
  );
  return answer.ok ? ok(answer.value as unknown as FactorHolder[]) : answer;
}

/** Takes somebody's second factor away, signs them out and tells them. `conflict` for one's own. */
export async function resetSecondFactor(
  viewer: Viewer,
  userId: string,
): Promise<Result<{ removed: boolean }>> {
  const answer = unwrap(await viewer.db.rpc("reset_second_factor", { p_user: userId }));
  return answer.ok ? ok(answer.value as { removed: boolean }) : answer;
}
