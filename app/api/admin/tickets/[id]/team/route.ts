import { staffRoute } from "@/lib/auth/guard";
import { transferInput } from "@/lib/teams/schema";
import { transferTicket } from "@/lib/teams/service";
import { ticketParams } from "@/lib/tickets/schema";

export const PUT = staffRoute({ params: ticketParams, body: transferInput }, ({ viewer, params, body }) =>
  transferTicket(viewer, params.id, body.teamId, body.expectedVersion),
);
