import "server-only";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";

const BATCH = 100;

/** Jobs of this feature. `check_privacy` reminds staff of requests whose day comes near. */
export const privacyJobs: JobHandlers = {
  async check_privacy() {
    for (;;) {
      const reminded = unwrap(await createAdminClient().rpc("remind_privacy_requests", { p_limit: BATCH }));
      if (!reminded.ok) throw new Error(`remind_privacy_requests: ${reminded.error.code}`);
      if ((reminded.value ?? 0) < BATCH) return;
    }
  },
};
