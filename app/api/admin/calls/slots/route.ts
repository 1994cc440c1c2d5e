import { staffRoute } from "@/lib/auth/guard";
import { listSlots } from "@/lib/calls/queries";
import { slotQuery } from "@/lib/calls/schema";

/** The free times of a range, of one agent with `agentId`; staff book at short notice, and a year ahead. */
export const GET = staffRoute({ query: slotQuery, module: "calls" }, ({ viewer, query }) =>
  listSlots(viewer, query),
);
