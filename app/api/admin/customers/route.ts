import { staffRoute } from "@/lib/auth/guard";
import { page } from "@/lib/core/page";
import { ok } from "@/lib/core/result";
import { searchCustomers } from "@/lib/tickets/desk-queries";
import { customerQuery } from "@/lib/tickets/desk-schema";

/** The customers that match best, for choosing one. */
export const GET = staffRoute({ query: customerQuery }, async ({ viewer, query }) => {
  const found = await searchCustomers(viewer, query.q, query.limit);
  return found.ok ? ok(page(found.value, null)) : found;
});
