import { customerRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { listServices } from "@/lib/services/queries";
import { serviceFilters } from "@/lib/services/schema";

export const GET = customerRoute(
  { module: "services", query: serviceFilters.extend(pageParams) },
  ({ viewer, query }) => {
    const { cursor, limit, ...filters } = query;
    return listServices(viewer, filters, { cursor, limit });
  },
);
