import { customerRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters, ticketInput } from "@/lib/tickets/schema";
import { createTicket } from "@/lib/tickets/service";

export const GET = customerRoute({ query: ticketFilters.extend(pageParams) }, ({ viewer, query }) => {
  const { cursor, limit, ...filters } = query;
  return listTickets(viewer, filters, { cursor, limit });
});

export const POST = customerRoute(
  { body: ticketInput, status: 201, idempotent: true },
  ({ viewer, body, idempotencyKey }) => createTicket(viewer, body, idempotencyKey),
);
