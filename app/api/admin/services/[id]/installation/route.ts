import { staffRoute } from "@/lib/auth/guard";
import { serviceParams, stepChanges } from "@/lib/services/schema";
import { setInstallationStep } from "@/lib/services/service";

/** Sets what is named of a step, whether it was there before or not. */
export const PATCH = staffRoute(
  { module: "services", params: serviceParams, body: stepChanges },
  ({ viewer, params, body }) => setInstallationStep(viewer, params.id, body),
);
export const POST = PATCH;
