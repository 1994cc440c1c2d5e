import { customerRoute } from "@/lib/auth/guard";
import { listOrders } from "@/lib/orders/queries";
import { orderFilters } from "@/lib/orders/schema";
import { pageParams } from "@/lib/platform/http";

export const GET = customerRoute(
  { module: "orders", query: orderFilters.extend(pageParams) },
  ({ viewer, query }) => {
    const { cursor, limit, ...filters } = query;
    return listOrders(viewer, filters, { cursor, limit });
  },
);
