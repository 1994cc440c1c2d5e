import { staffRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { staffMessageInput } from "@/lib/tickets/desk-schema";
import { replyAsStaff } from "@/lib/tickets/desk-service";
import { listMessages } from "@/lib/tickets/queries";
import { messageOrder, ticketParams } from "@/lib/tickets/schema";

export const GET = staffRoute(
  { params: ticketParams, query: messageOrder.extend(pageParams) },
  ({ viewer, params, query }) => listMessages(viewer, params.id, query),
);

export const POST = staffRoute(
  { params: ticketParams, body: staffMessageInput, status: 201, idempotent: true },
  ({ viewer, params, body, idempotencyKey }) => replyAsStaff(viewer, params.id, body, idempotencyKey),
);
