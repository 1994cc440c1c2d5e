import "server-only";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { removeObjects } from "./service";

const BATCH = 100;

/** Jobs of this feature. `sweep_uploads` removes what was uploaded and not sent within a day. */
export const uploadJobs: JobHandlers = {
  async sweep_uploads() {
    for (;;) {
      const swept = unwrap(await createAdminClient().rpc("sweep_uploads", { p_limit: BATCH }));
      if (!swept.ok) throw new Error(`sweep_uploads: ${swept.error.code}`);
      const paths = swept.value as string[];
      const removed = await removeObjects(paths);
      if (!removed.ok) throw new Error(`remove swept objects: ${removed.error.code}`);
      if (paths.length < BATCH) return;
    }
  },
};
