import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { explain } from "./field-messages";
import type { ServiceFilters } from "./schema";
import type { ServiceDetail, ServiceSummary } from "./types";

type Paging = { cursor?: Cursor | null | undefined; limit?: number | undefined };

/** A page of the services that the viewer may see, newest first. Staff may look at one customer's. */
export async function listServices(
  viewer: Viewer,
  filters: Partial<ServiceFilters> & { customer?: string | undefined } = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<ServiceSummary>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_services", { p_filters: filters, p_cursor: cursor ?? null, p_limit: limit }),
  );
  if (!answer.ok) return err(explain(answer.error));
  const { items, nextCursor } = answer.value as unknown as {
    items: ServiceSummary[];
    nextCursor: Cursor | null;
  };
  return ok(page(items, nextCursor && encodeCursor(nextCursor)));
}

/** `listServices` for a page, which has an error boundary for what cannot be read. */
export async function loadServices(
  ...parameters: Parameters<typeof listServices>
): Promise<Page<ServiceSummary>> {
  const found = await listServices(...parameters);
  if (found.ok) return found.value;
  throw new Error(`cannot read the services: ${found.error.code}`);
}

/** One service by id, or `not_found`, also for what belongs to somebody else. The read is audited. */
export async function getService(viewer: Viewer, id: string): Promise<Result<ServiceDetail>> {
  const answer = unwrap(await viewer.db.rpc("get_service", { p_ref: id }));
  return answer.ok ? ok(answer.value as unknown as ServiceDetail) : answer;
}

/** Like `getService`, with null for a service that is not there for this viewer; other failures throw. */
export async function findService(viewer: Viewer, id: string): Promise<ServiceDetail | null> {
  const found = await getService(viewer, id);
  if (found.ok) return found.value;
  if (found.error.code === "not_found") return null;
  throw new Error(`cannot read the service: ${found.error.code}`);
}
