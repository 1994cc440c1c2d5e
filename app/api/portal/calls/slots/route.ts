import { customerRoute } from "@/lib/auth/guard";
import { listSlots } from "@/lib/calls/queries";
import { slotQuery } from "@/lib/calls/schema";

/** The free times of a range, each with the day and time that the clocks of `timeZone` show. */
export const GET = customerRoute({ query: slotQuery, module: "calls" }, ({ viewer, query }) =>
  listSlots(viewer, query),
);
