import { accessLines } from "@/lib/audit/csv";
import { listAccesses } from "@/lib/audit/queries";
import { accessFilters } from "@/lib/audit/schema";
import { csvResponse } from "@/lib/audit/service";
import { customerRoute } from "@/lib/auth/guard";

/** Each one reads up to ten thousand entries. */
const rateLimit = { name: "access-file", limit: 30, windowSeconds: 600 };

export const GET = customerRoute({ query: accessFilters, rateLimit }, async ({ viewer, query }) => {
  // The file has every entry on its own, and by default what others did.
  const filters = { who: "others" as const, ...query, fold: false };
  const file = await csvResponse(
    "who-accessed-my-data.csv",
    (paging) => listAccesses(viewer, filters, paging),
    accessLines,
  );
  return file.ok ? file.value : file;
});
