import { publicRoute } from "@/lib/auth/guard";
import { newId } from "@/lib/core/ids";
import { jobHandlers } from "@/lib/job-handlers";
import { requireCronSecret } from "@/lib/platform/cron";
import { enqueueRecurringJobs, runJobs } from "@/lib/platform/jobs";

/** Runs due jobs, for hosts without a long-running process. A scheduler calls it with `CRON_SECRET`. */
export const POST = publicRoute({}, async ({ request }) => {
  const allowed = requireCronSecret(request.headers);
  if (!allowed.ok) return allowed;
  await enqueueRecurringJobs();
  return runJobs(`cron-${newId()}`, jobHandlers, 25);
});
