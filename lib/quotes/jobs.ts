import "server-only";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";

const BATCH = 500;

/** Jobs of this feature. `check_quotes` writes down what has expired, and reminds of what will soon. */
export const quoteJobs: JobHandlers = {
  async check_quotes() {
    for (;;) {
      const checked = unwrap(await createAdminClient().rpc("check_quotes", { p_limit: BATCH }));
      if (!checked.ok) throw new Error(`check_quotes: ${checked.error.code}`);
      const { expired, reminded } = checked.value as { expired: number; reminded: number };
      if (expired < BATCH && reminded < BATCH) return;
    }
  },
};
