import { staffRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { listPrivacyDesk } from "@/lib/privacy/queries";
import { privacyDeskFilters } from "@/lib/privacy/schema";

export const GET = staffRoute({ query: privacyDeskFilters.extend(pageParams) }, ({ viewer, query }) => {
  const { cursor, limit, ...filters } = query;
  return listPrivacyDesk(viewer, filters, { cursor, limit });
});
