import { customerRoute } from "@/lib/auth/guard";
import { ratingInput, ticketParams } from "@/lib/tickets/schema";
import { rateTicket } from "@/lib/tickets/service";

export const POST = customerRoute({ params: ticketParams, body: ratingInput }, ({ viewer, params, body }) =>
  rateTicket(viewer, params.id, body),
);
