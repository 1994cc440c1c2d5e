import { listAuditEntries } from "@/lib/audit/queries";
import { auditFilters } from "@/lib/audit/schema";
import { adminRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";

export const GET = adminRoute({ query: auditFilters.extend(pageParams) }, ({ viewer, query }) => {
  const { cursor, limit, ...filters } = query;
  return listAuditEntries(viewer, filters, { cursor, limit });
});
