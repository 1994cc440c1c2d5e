import { staffRoute } from "@/lib/auth/guard";
import { getService } from "@/lib/services/queries";
import { serviceChanges, serviceParams } from "@/lib/services/schema";
import { updateService } from "@/lib/services/service";

export const GET = staffRoute({ module: "services", params: serviceParams }, ({ viewer, params }) =>
  getService(viewer, params.id),
);

export const PATCH = staffRoute(
  { module: "services", params: serviceParams, body: serviceChanges },
  ({ viewer, params, body }) => updateService(viewer, params.id, body),
);
