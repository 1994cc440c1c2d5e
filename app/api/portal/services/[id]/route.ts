import { customerRoute } from "@/lib/auth/guard";
import { getService } from "@/lib/services/queries";
import { serviceParams } from "@/lib/services/schema";

export const GET = customerRoute({ module: "services", params: serviceParams }, ({ viewer, params }) =>
  getService(viewer, params.id),
);
