import { staffRoute } from "@/lib/auth/guard";
import { queueQuery, staffTicketInput } from "@/lib/tickets/desk-schema";
import { listQueue } from "@/lib/tickets/queue-queries";
import { createTicket } from "@/lib/tickets/service";

export const GET = staffRoute({ query: queueQuery }, ({ viewer, query }) => {
  const { cursor, limit, ...filters } = query;
  return listQueue(viewer, filters, { cursor, limit });
});

export const POST = staffRoute(
  { body: staffTicketInput, status: 201, idempotent: true },
  ({ viewer, body, idempotencyKey }) => createTicket(viewer, body, idempotencyKey),
);
