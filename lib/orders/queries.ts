import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { OrderFilters } from "./schema";
import type { OrderDetail, OrderSummary } from "./types";

type Paging = { cursor?: Cursor | undefined; limit?: number | undefined };

/** A page of the orders that the viewer may see, latest first. */
export async function listOrders(
  viewer: Viewer,
  filters: Partial<OrderFilters> = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<OrderSummary>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_orders", { p_filters: filters, p_cursor: cursor ?? null, p_limit: limit }),
  );
  if (!answer.ok) return answer;
  const { items, nextCursor } = answer.value as unknown as {
    items: OrderSummary[];
    nextCursor: Cursor | null;
  };
  return ok(page(items, nextCursor && encodeCursor(nextCursor)));
}

/** `listOrders` for a page, whose error boundary takes over. */
export async function loadOrders(
  viewer: Viewer,
  filters: Partial<OrderFilters>,
  paging: Paging,
): Promise<Page<OrderSummary>> {
  const found = await listOrders(viewer, filters, paging);
  if (found.ok) return found.value;
  throw new Error(`cannot read the orders: ${found.error.code}`);
}

/** One order by id or number, or `not_found`, also for what belongs to somebody else. The read is audited. */
export async function getOrder(viewer: Viewer, ref: string): Promise<Result<OrderDetail>> {
  const answer = unwrap(await viewer.db.rpc("get_order", { p_ref: ref }));
  return answer.ok ? ok(answer.value as unknown as OrderDetail) : answer;
}

/** Like `getOrder`, with null for an order that is not there for this viewer; other failures throw. */
export async function findOrder(viewer: Viewer, ref: string): Promise<OrderDetail | null> {
  const found = await getOrder(viewer, ref);
  if (found.ok) return found.value;
  if (found.error.code === "not_found") return null;
  throw new Error(`cannot read the order: ${found.error.code}`);
}
