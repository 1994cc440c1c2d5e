import { customerRoute } from "@/lib/auth/guard";
import { listCalls } from "@/lib/calls/queries";
import { callFilters, callInput } from "@/lib/calls/schema";
import { bookCall, thenRead } from "@/lib/calls/service";
import { pageParams } from "@/lib/platform/http";

export const GET = customerRoute(
  { query: callFilters.extend(pageParams), module: "calls" },
  ({ viewer, query }) => {
    const { cursor, limit, ...filters } = query;
    return listCalls(viewer, filters, { cursor, limit });
  },
);

/** Books a slot. Whoever comes too late gets 409 with `alternatives`. */
export const POST = customerRoute(
  { body: callInput, status: 201, idempotent: true, module: "calls" },
  async ({ viewer, body, idempotencyKey }) => thenRead(viewer, await bookCall(viewer, body, idempotencyKey)),
);
