import { staffRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { listServices } from "@/lib/services/queries";
import { deskServiceFilters } from "@/lib/services/schema";

export const GET = staffRoute(
  { module: "services", query: deskServiceFilters.extend(pageParams) },
  ({ viewer, query }) => {
    const { cursor, limit, ...filters } = query;
    return listServices(viewer, filters, { cursor, limit });
  },
);
