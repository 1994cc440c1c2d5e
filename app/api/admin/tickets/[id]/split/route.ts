import { staffRoute } from "@/lib/auth/guard";
import { splitInput } from "@/lib/tickets/relations-schema";
import { splitTicket } from "@/lib/tickets/relations-service";
import { ticketParams } from "@/lib/tickets/schema";

export const POST = staffRoute(
  { params: ticketParams, body: splitInput, status: 201, idempotent: true },
  ({ viewer, params, body, idempotencyKey }) => splitTicket(viewer, params.id, body, idempotencyKey),
);
