import { customerRoute } from "@/lib/auth/guard";
import { callParams } from "@/lib/calls/schema";
import { restoreCall, thenRead } from "@/lib/calls/service";

/** Takes a cancellation back, for ten minutes and by the side that cancelled. Harmless when repeated. */
export const POST = customerRoute({ params: callParams, module: "calls" }, async ({ viewer, params }) =>
  thenRead(viewer, await restoreCall(viewer, params.id)),
);
