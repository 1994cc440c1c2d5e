import { customerRoute } from "@/lib/auth/guard";
import { getOrder } from "@/lib/orders/queries";
import { orderParams } from "@/lib/orders/schema";

export const GET = customerRoute({ module: "orders", params: orderParams }, ({ viewer, params }) =>
  getOrder(viewer, params.id),
);
