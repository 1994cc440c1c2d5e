import { staffRoute } from "@/lib/auth/guard";
import { linkInput, unlinkQuery } from "@/lib/tickets/relations-schema";
import { linkTicket, unlinkTicket } from "@/lib/tickets/relations-service";
import { ticketParams } from "@/lib/tickets/schema";

export const POST = staffRoute({ params: ticketParams, body: linkInput }, ({ viewer, params, body }) =>
  linkTicket(viewer, params.id, body),
);

export const DELETE = staffRoute({ params: ticketParams, query: unlinkQuery }, ({ viewer, params, query }) =>
  unlinkTicket(viewer, params.id, query.ticketId),
);
