import { customerRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { listMessages } from "@/lib/tickets/queries";
import { messageInput, messageOrder, ticketParams } from "@/lib/tickets/schema";
import { replyToTicket } from "@/lib/tickets/service";

export const GET = customerRoute(
  { params: ticketParams, query: messageOrder.extend(pageParams) },
  ({ viewer, params, query }) => listMessages(viewer, params.id, query),
);

export const POST = customerRoute(
  { params: ticketParams, body: messageInput, status: 201, idempotent: true },
  ({ viewer, params, body, idempotencyKey }) => replyToTicket(viewer, params.id, body, idempotencyKey),
);
