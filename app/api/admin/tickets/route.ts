import { staffRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { listQueue } from "@/lib/tickets/desk-queries";
import { deskFilters, staffTicketInput } from "@/lib/tickets/desk-schema";
import { createTicket } from "@/lib/tickets/service";

export const GET = staffRoute({ query: deskFilters.extend(pageParams) }, ({ viewer, query }) => {
  const { cursor, limit, ...filters } = query;
  return listQueue(viewer, filters, { cursor, limit });
});

export const POST = staffRoute(
  { body: staffTicketInput, status: 201, idempotent: true },
  ({ viewer, body, idempotencyKey }) => createTicket(viewer, body, idempotencyKey),
);
