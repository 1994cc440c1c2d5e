import { customerRoute } from "@/lib/auth/guard";
import { getTranscript } from "@/lib/calls/queries";
import { callParams } from "@/lib/calls/schema";

export const GET = customerRoute({ params: callParams, module: "calls" }, ({ viewer, params }) =>
  getTranscript(viewer, params.id),
);
