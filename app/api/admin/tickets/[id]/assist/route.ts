import { staffRoute } from "@/lib/auth/guard";
import { ticketParams } from "@/lib/tickets/schema";
import { assist } from "@/lib/triage/assist-service";
import { assistInput } from "@/lib/triage/schema";

export const POST = staffRoute({ params: ticketParams, body: assistInput }, ({ viewer, params, body }) =>
  assist(viewer, params.id, body),
);
