import { staffRoute } from "@/lib/auth/guard";
import { getCustomer } from "@/lib/customers/queries";
import { customerChanges, customerParams } from "@/lib/customers/schema";
import { changeCustomer } from "@/lib/customers/service";

export const GET = staffRoute({ params: customerParams }, ({ viewer, params }) =>
  getCustomer(viewer, params.id),
);

export const PATCH = staffRoute(
  { params: customerParams, body: customerChanges },
  ({ viewer, params, body }) => changeCustomer(viewer, params.id, body),
);
