import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { performCheck } from "./dns-service";

const checkPayload = z.object({ domainId: z.uuid(), check: z.int() });

/**
 * Jobs of this feature. `check_domain` looks for the records of one domain; `sweep_domains` queues checks
 * that are due and have no job.
 */
export const domainJobs: JobHandlers = {
  async check_domain(payload) {
    const { domainId, check } = checkPayload.parse(payload);
    const checked = await performCheck(domainId, check);
    if (!checked.ok) throw new Error(`check_domain: ${checked.error.code}`);
  },

  async sweep_domains() {
    const swept = unwrap(await createAdminClient().rpc("enqueue_domain_checks"));
    if (!swept.ok) throw new Error(`sweep_domains: ${swept.error.code}`);
  },
};
