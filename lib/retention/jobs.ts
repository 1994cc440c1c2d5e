import "server-only";
import { type JobHandlers, takesLong } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { removeObjects } from "@/lib/uploads/service";

const BATCH = 500;
const OBJECTS = 100;

/** Every policy that has rows of its own; the audit log is archived by its own job. */
const RETENTION_KEYS = [
  "email_bodies",
  "inbound_emails",
  "messages",
  "notifications",
  "ticket_files",
  "chats",
  "drafts",
  "searches",
  "jobs",
  "idempotency",
] as const;

/** Jobs of retention: the policies that are switched on are kept, a batch at a time, and files leave the storage. */
export const retentionJobs: JobHandlers = {
  keep_retention: takesLong(async () => {
    // What an earlier run left when the storage was away.
    await removeDoomed();
    for (const key of RETENTION_KEYS) {
      for (let isDone = false; !isDone; ) {
        const answer = unwrap(await createAdminClient().rpc("run_retention", { p_key: key, p_limit: BATCH }));
        if (!answer.ok) throw new Error(`run_retention ${key}: ${answer.error.code}`);
        isDone = (answer.value as { isDone: boolean }).isDone;
        if (key === "ticket_files") await removeDoomed();
      }
    }
  }),
};

/** Removes objects whose record is gone; the database forgets them when they are gone as well. */
async function removeDoomed(): Promise<void> {
  let before = "";
  for (;;) {
    const listed = unwrap(await createAdminClient().rpc("list_doomed_objects", { p_limit: OBJECTS }));
    if (!listed.ok) throw new Error(`list_doomed_objects: ${listed.error.code}`);
    const paths = listed.value as string[];
    if (paths.length === 0) return;
    // Asked again for the very same, a removal that says it succeeds and does nothing would go on for ever.
    if (paths.join() === before) throw new Error("remove doomed objects: they stay in storage");
    before = paths.join();
    const removed = await removeObjects(paths);
    if (!removed.ok) throw new Error(`remove doomed objects: ${removed.error.code}`);
  }
}
