import { staffRoute } from "@/lib/auth/guard";
import { snoozeInput } from "@/lib/tickets/relations-schema";
import { snoozeTicket, unsnoozeTicket } from "@/lib/tickets/relations-service";
import { ticketParams } from "@/lib/tickets/schema";

export const PUT = staffRoute({ params: ticketParams, body: snoozeInput }, ({ viewer, params, body }) =>
  snoozeTicket(viewer, params.id, body.until),
);

export const DELETE = staffRoute({ params: ticketParams }, ({ viewer, params }) =>
  unsnoozeTicket(viewer, params.id),
);
