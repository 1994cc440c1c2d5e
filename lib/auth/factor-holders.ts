import "server-only";
import { isUuid } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import type { FactorHolder } from "@/lib/core/second-factor";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { Reader, Viewer } from "./viewer";

type Listing = {
  /** Of this customer's people those who have one; without it all of the staff. */
  customerId?: string;
  /** The cursor of the page before: the id of its last person. */
  after?: string | undefined;
  limit?: number;
};

/** A page by name of who has a second factor. `forbidden` for all but admins. */
export async function listFactorHolders(
  viewer: Reader,
  { customerId, after, limit = 50 }: Listing = {},
): Promise<Result<Page<FactorHolder>>> {
  const answer = unwrap(
    await viewer.db.rpc("list_second_factors", {
      ...(customerId ? { p_customer: customerId } : {}),
      ...(after ? { p_after: after } : {}),
      p_limit: limit,
    }),
  );
  if (!answer.ok) return answer;
  const { items, nextAfter } = answer.value as unknown as { items: FactorHolder[]; nextAfter: string | null };
  return ok(page(items, nextAfter));
}

/** What a page of the desk shows of it for its address; null for whoever is not told. */
export async function loadFactorHolders(
  viewer: Reader,
  address: Record<string, string | string[] | undefined>,
  customerId?: string,
): Promise<{ holders: Page<FactorHolder>; isFirstPage: boolean } | null> {
  if (viewer.role !== "admin") return null;
  const after = typeof address.after === "string" && isUuid(address.after) ? address.after : undefined;
  const holders = await listFactorHolders(viewer, { ...(customerId ? { customerId } : {}), after });
  return holders.ok ? { holders: holders.value, isFirstPage: after === undefined } : null;
}

/** Takes somebody's second factor away, signs them out and tells them. `conflict` for one's own. */
export async function resetSecondFactor(
  viewer: Viewer,
  userId: string,
): Promise<Result<{ removed: boolean }>> {
  const answer = unwrap(await viewer.db.rpc("reset_second_factor", { p_user: userId }));
  return answer.ok ? ok(answer.value as { removed: boolean }) : answer;
}
