import { auditLines } from "@/lib/audit/csv";
import { listAuditEntries } from "@/lib/audit/queries";
import { auditFilters } from "@/lib/audit/schema";
import { csvResponse } from "@/lib/audit/service";
import { adminRoute } from "@/lib/auth/guard";

/** Each one reads up to ten thousand entries. */
const rateLimit = { name: "audit-file", limit: 30, windowSeconds: 600 };

export const GET = adminRoute({ query: auditFilters, rateLimit }, async ({ viewer, query }) => {
  const file = await csvResponse(
    "audit-log.csv",
    (paging) => listAuditEntries(viewer, query, paging),
    auditLines,
  );
  return file.ok ? file.value : file;
});
