import { staffRoute } from "@/lib/auth/guard";
import { settleTicket } from "@/lib/tickets/desk-service";
import { resolveInput } from "@/lib/tickets/resolve-schema";
import { ticketParams } from "@/lib/tickets/schema";

export const POST = staffRoute({ params: ticketParams, body: resolveInput }, ({ viewer, params, body }) =>
  settleTicket(viewer, params.id, body),
);
