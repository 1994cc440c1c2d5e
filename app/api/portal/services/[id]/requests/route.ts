import { customerRoute } from "@/lib/auth/guard";
import { serviceParams, serviceRequest } from "@/lib/services/schema";
import { requestChange } from "@/lib/services/service";

export const POST = customerRoute(
  { module: "services", params: serviceParams, body: serviceRequest, status: 201, idempotent: true },
  ({ viewer, params, body, idempotencyKey }) => requestChange(viewer, params.id, body, idempotencyKey),
);
