import { staffRoute } from "@/lib/auth/guard";
import { getCall } from "@/lib/calls/queries";
import { callParams, staffCallChanges } from "@/lib/calls/schema";
import { changeAsStaff } from "@/lib/calls/service";

export const GET = staffRoute({ params: callParams, module: "calls" }, ({ viewer, params }) =>
  getCall(viewer, params.id),
);

/** Moves it, hands it to another agent, cancels it, says what became of it, notes something. */
export const PATCH = staffRoute(
  { params: callParams, body: staffCallChanges, module: "calls" },
  ({ viewer, params, body }) => changeAsStaff(viewer, params.id, body),
);
