import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { eraseSubject } from "./erasure-service";
import { EXPORTS_BUCKET, makeExport } from "./export-service";

const BATCH = 100;
const payload = z.object({ requestId: z.uuid() });

/**
 * Jobs of this feature. `privacy_export` makes an archive, `privacy_erase` carries a deletion out, `check_privacy`
 * reminds staff, removes archives whose time is over, and begins again what was given up.
 */
export const privacyJobs: JobHandlers = {
  privacy_export: (input) => makeExport(payload.parse(input).requestId),
  privacy_erase: (input) => eraseSubject(payload.parse(input).requestId),

  async check_privacy() {
    const admin = createAdminClient();
    const reminded = unwrap(await admin.rpc("remind_privacy_requests", { p_limit: BATCH }));
    if (!reminded.ok) throw new Error(`remind_privacy_requests: ${reminded.error.code}`);
    const revived = unwrap(await admin.rpc("revive_privacy_requests"));
    if (!revived.ok) throw new Error(`revive_privacy_requests: ${revived.error.code}`);
    for (;;) {
      const expired = unwrap(await admin.rpc("expire_exports", { p_limit: BATCH }));
      if (!expired.ok) throw new Error(`expire_exports: ${expired.error.code}`);
      const paths = expired.value as string[];
      if (paths.length === 0) return;
      const { data, error } = await admin.storage.from(EXPORTS_BUCKET).remove(paths);
      if (error || data.length === 0)
        throw new Error(`remove archives: ${error?.message ?? "none was removed"}`);
    }
  },
};
