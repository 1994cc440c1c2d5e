import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { type Cursor, encodeCursor } from "@/lib/core/ids";
import { type Page, page } from "@/lib/core/page";
import { ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { CustomerFilters } from "./schema";
import type { CustomerDetail, CustomerSummary } from "./types";

type Paging = { cursor?: Cursor | null | undefined; limit?: number | undefined };

/** A page of the customers, newest first. `forbidden` for customers. */
export async function listCustomers(
  viewer: Reader,
  filters: Partial<CustomerFilters> = {},
  { cursor, limit = 20 }: Paging = {},
): Promise<Result<Page<CustomerSummary>>> {
  const answer = unwrap(
    await viewer.db.rpc("search_customers", { p_filters: filters, p_cursor: cursor ?? null, p_limit: limit }),
  );
  if (!answer.ok) return answer;
  const found = answer.value as unknown as { items: CustomerSummary[]; nextCursor: Cursor | null };
  return ok(page(found.items, found.nextCursor && encodeCursor(found.nextCursor)));
}

/** `listCustomers` for a page, which has an error boundary for what cannot be read. */
export async function loadCustomers(...parameters: Parameters<typeof listCustomers>) {
  const found = await listCustomers(...parameters);
  if (found.ok) return found.value;
  throw new Error(`cannot read the customers: ${found.error.code}`);
}

/** One customer by id or customer number, with people, figures and latest records. The read is audited. */
export async function getCustomer(viewer: Reader, ref: string): Promise<Result<CustomerDetail>> {
  const answer = unwrap(await viewer.db.rpc("get_customer", { p_ref: ref }));
  return answer.ok ? ok(answer.value as unknown as CustomerDetail) : answer;
}

/** Like `getCustomer`, with null for a customer who does not exist; other failures throw. */
export async function findCustomer(viewer: Reader, ref: string): Promise<CustomerDetail | null> {
  const found = await getCustomer(viewer, ref);
  if (found.ok) return found.value;
  if (found.error.code === "not_found") return null;
  throw new Error(`cannot read the customer: ${found.error.code}`);
}
