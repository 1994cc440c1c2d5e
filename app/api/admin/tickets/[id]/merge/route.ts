import { staffRoute } from "@/lib/auth/guard";
import { mergeInput } from "@/lib/tickets/relations-schema";
import { mergeTicket } from "@/lib/tickets/relations-service";
import { ticketParams } from "@/lib/tickets/schema";

export const POST = staffRoute(
  { params: ticketParams, body: mergeInput, idempotent: true },
  ({ viewer, params, body, idempotencyKey }) => mergeTicket(viewer, params.id, body, idempotencyKey),
);
