import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";

const runPayload = z.object({
  event: z.string(),
  ticketId: z.uuid(),
  key: z.string(),
  messageId: z.uuid().optional(),
});

const SHARE_BATCH = 50;

/**
 * Jobs of this feature. `run_automation` lets the rules of an event look at a ticket and finds its person;
 * `share_out_tickets` gives away what found nobody; `sweep_automation` forgets old runs.
 */
export const automationJobs: JobHandlers = {
  async run_automation(payload) {
    const input = runPayload.parse(payload);
    const ran = unwrap(await createAdminClient().rpc("run_automation", { p_input: input }));
    if (!ran.ok) throw new Error(`run_automation: ${ran.error.code}`);
  },

  async share_out_tickets() {
    for (;;) {
      const given = unwrap(await createAdminClient().rpc("share_out_tickets", { p_limit: SHARE_BATCH }));
      if (!given.ok) throw new Error(`share_out_tickets: ${given.error.code}`);
      // What it could not give away is left for the next round.
      if (given.value < SHARE_BATCH) return;
    }
  },

  async sweep_automation() {
    const swept = unwrap(await createAdminClient().rpc("sweep_automation"));
    if (!swept.ok) throw new Error(`sweep_automation: ${swept.error.code}`);
  },
};
