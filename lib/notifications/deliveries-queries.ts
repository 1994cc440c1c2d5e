import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/deliveries.json";
import type { DeliveryAddress, DeliveryCounts, DeliveryError, DeliverySummary } from "./deliveries-types";

type Row = Omit<DeliverySummary, "error"> & { error: string | null };

/** A page of the outbox, latest first. Throws when it cannot be read. */
export async function loadDeliveries(
  viewer: Viewer,
  { view, cursor }: DeliveryAddress,
): Promise<Page<DeliverySummary>> {
  const answer = unwrap(
    await viewer.db.rpc("search_deliveries", {
      p_filters: view === "all" ? {} : { view },
      ...(cursor && { p_cursor: cursor }),
    }),
  );
  if (!answer.ok) throw new Error(`search_deliveries: ${answer.error.code}`);
  const { items, nextCursor } = answer.value as unknown as { items: Row[]; nextCursor: Cursor | null };
  return page(
    items.map((row) => ({ ...row, error: toError(row.error) })),
    nextCursor && encodeCursor(nextCursor),
  );
}

/** How much waits, is tried again, and was given up. */
export async function loadDeliveryCounts(viewer: Viewer): Promise<DeliveryCounts> {
  const answer = unwrap(await viewer.db.rpc("delivery_counts"));
  if (!answer.ok) throw new Error(`delivery_counts: ${answer.error.code}`);
  return answer.value as unknown as DeliveryCounts;
}

function toError(error: string | null): DeliveryError | null {
  if (error === null) return null;
  return error in texts.error ? (error as DeliveryError) : "other";
}
