import { customerRoute } from "@/lib/auth/guard";
import { getCall } from "@/lib/calls/queries";
import { callChanges, callParams, cancelInput } from "@/lib/calls/schema";
import { cancelCall, changeCall, thenRead } from "@/lib/calls/service";

export const GET = customerRoute({ params: callParams, module: "calls" }, ({ viewer, params }) =>
  getCall(viewer, params.id),
);

export const PATCH = customerRoute(
  { params: callParams, body: callChanges, module: "calls" },
  async ({ viewer, params, body }) => thenRead(viewer, await changeCall(viewer, params.id, body)),
);

/** Cancels the call; it stays in the list as cancelled. */
export const DELETE = customerRoute(
  { params: callParams, body: cancelInput, module: "calls" },
  async ({ viewer, params, body }) => thenRead(viewer, await cancelCall(viewer, params.id, body)),
);
