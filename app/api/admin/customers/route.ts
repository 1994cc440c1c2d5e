import { staffRoute } from "@/lib/auth/guard";
import { listCustomers } from "@/lib/customers/queries";
import { customerFilters, newCustomer } from "@/lib/customers/schema";
import { createCustomer } from "@/lib/customers/service";
import { pageParams } from "@/lib/platform/http";

export const GET = staffRoute({ query: customerFilters.extend(pageParams) }, ({ viewer, query }) => {
  const { cursor, limit, ...filters } = query;
  return listCustomers(viewer, filters, { cursor, limit });
});

export const POST = staffRoute(
  { body: newCustomer, status: 201, idempotent: true },
  ({ viewer, body, idempotencyKey }) => createCustomer(viewer, body, idempotencyKey),
);
