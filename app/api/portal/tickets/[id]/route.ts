import { customerRoute } from "@/lib/auth/guard";
import { getTicket } from "@/lib/tickets/queries";
import { ticketParams } from "@/lib/tickets/schema";

export const GET = customerRoute({ params: ticketParams }, ({ viewer, params }) =>
  getTicket(viewer, params.id),
);
