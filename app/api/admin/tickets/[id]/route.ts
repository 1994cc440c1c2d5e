import { staffRoute } from "@/lib/auth/guard";
import { getDeskTicket } from "@/lib/tickets/desk-queries";
import { ticketChanges } from "@/lib/tickets/desk-schema";
import { changeTicket } from "@/lib/tickets/desk-service";
import { ticketParams } from "@/lib/tickets/schema";

export const GET = staffRoute({ params: ticketParams }, ({ viewer, params }) =>
  getDeskTicket(viewer, params.id),
);

export const PATCH = staffRoute({ params: ticketParams, body: ticketChanges }, ({ viewer, params, body }) =>
  changeTicket(viewer, params.id, body),
);
