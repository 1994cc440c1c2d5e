import { staffRoute } from "@/lib/auth/guard";
import { listCalls } from "@/lib/calls/queries";
import { deskCallFilters, staffCallInput } from "@/lib/calls/schema";
import { bookCall, thenRead } from "@/lib/calls/service";
import { pageParams } from "@/lib/platform/http";

export const GET = staffRoute(
  { query: deskCallFilters.extend(pageParams), module: "calls" },
  ({ viewer, query }) => {
    const { cursor, limit, ...filters } = query;
    return listCalls(viewer, filters, { cursor, limit });
  },
);

/** Books a slot for a customer; staff need no notice. */
export const POST = staffRoute(
  { body: staffCallInput, status: 201, idempotent: true, module: "calls" },
  async ({ viewer, body, idempotencyKey }) => thenRead(viewer, await bookCall(viewer, body, idempotencyKey)),
);
