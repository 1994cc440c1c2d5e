import "server-only";
import { createAdminClient } from "../supabase/admin";
import { unwrap } from "../supabase/unwrap";
import type { JobHandlers } from "./registry";

/** The platform's own recurring job: the database makes partitions ahead and forgets old bookkeeping. */
export const housekeepingJobs: JobHandlers = {
  async housekeeping() {
    const done = unwrap(await createAdminClient().rpc("housekeeping"));
    if (!done.ok) throw new Error(`housekeeping: ${done.error.code}`);
  },
};
