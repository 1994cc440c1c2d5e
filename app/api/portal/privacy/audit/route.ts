import { listAccesses } from "@/lib/audit/queries";
import { accessFilters } from "@/lib/audit/schema";
import { customerRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";

export const GET = customerRoute({ query: accessFilters.extend(pageParams) }, ({ viewer, query }) => {
  const { cursor, limit, ...filters } = query;
  return listAccesses(viewer, filters, { cursor, limit });
});
