import { customerRoute } from "@/lib/auth/guard";
import { callCalendarFile } from "@/lib/calls/calendar-service";
import { callParams } from "@/lib/calls/schema";

export const GET = customerRoute({ params: callParams, module: "calls" }, ({ viewer, params }) =>
  callCalendarFile(viewer, params.id),
);
