import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { processMail } from "./process-service";
import { removeRawMail } from "./raw-mail-service";

const BATCH = 100;

const mailPayload = z.object({ emailId: z.uuid() });

/**
 * Jobs of this feature. `process_inbound_email` takes an e-mail to its ticket, `sweep_inbound_emails` discards what
 * has been in quarantine for 30 days.
 */
export const mailboxJobs: JobHandlers = {
  async process_inbound_email(payload) {
    await processMail(mailPayload.parse(payload).emailId);
  },

  async sweep_inbound_emails() {
    for (;;) {
      const swept = unwrap(await createAdminClient().rpc("sweep_inbound_emails", { p_limit: BATCH }));
      if (!swept.ok) throw new Error(`sweep_inbound_emails: ${swept.error.code}`);
      const paths = swept.value as string[];
      const removed = await removeRawMail(paths);
      if (!removed.ok) throw new Error(`remove swept e-mails: ${removed.error.code}`);
      if (paths.length < BATCH) return;
    }
  },
};
