import { staffRoute } from "@/lib/auth/guard";
import { bulkInput } from "@/lib/tickets/queue-schema";
import { bulkUpdate } from "@/lib/tickets/queue-service";

export const POST = staffRoute({ body: bulkInput, idempotent: true }, ({ viewer, body, idempotencyKey }) =>
  bulkUpdate(viewer, body, idempotencyKey),
);
