import "server-only";
import { type JobHandlers, takesLong } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";

const BATCH = 500;

/** Every policy that has rows of its own; the audit log is archived by its own job. */
const RETENTION_KEYS = [
  "email_bodies",
  "inbound_emails",
  "messages",
  "notifications",
  "chats",
  "drafts",
  "searches",
  "jobs",
  "idempotency",
] as const;

/** Jobs of retention: the policies that are switched on are kept, a batch at a time. */
export const retentionJobs: JobHandlers = {
  keep_retention: takesLong(async () => {
    for (const key of RETENTION_KEYS) {
      for (let isDone = false; !isDone; ) {
        const answer = unwrap(await createAdminClient().rpc("run_retention", { p_key: key, p_limit: BATCH }));
        if (!answer.ok) throw new Error(`run_retention ${key}: ${answer.error.code}`);
        isDone = (answer.value as { isDone: boolean }).isDone;
      }
    }
  }),
};
