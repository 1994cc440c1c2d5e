import { staffRoute } from "@/lib/auth/guard";
import { ticketParams } from "@/lib/tickets/schema";
import { judgeInput } from "@/lib/triage/schema";
import { judgeInsight } from "@/lib/triage/service";

export const PATCH = staffRoute({ params: ticketParams, body: judgeInput }, ({ viewer, params, body }) =>
  judgeInsight(viewer, params.id, body),
);
