import "server-only";
import { ok, type Result } from "@/lib/core/result";
import type { JobHandlers } from "./jobs/registry";
import { log } from "./log";
import { redactText } from "./redact";
import { createAdminClient } from "./supabase/admin";
import { unwrap } from "./supabase/unwrap";

/** How long a worker may hold a job before another one may take it. */
const LEASE_SECONDS = 120;

export type JobRun = { claimed: number; done: number; failed: number };

type ClaimedJob = { id: number; kind: string; payload: unknown; attempts: number };

/**
 * Claims up to `limit` due jobs, runs them one after the other, and reports how it went. A handler that
 * throws puts its job back for a later try; the database decides when, and when to give up.
 */
export async function runJobs(worker: string, handlers: JobHandlers, limit: number): Promise<Result<JobRun>> {
  const claimed = unwrap(
    await createAdminClient().rpc("claim_jobs", {
      p_worker: worker,
      p_limit: limit,
      p_lease_seconds: LEASE_SECONDS,
    }),
  );
  if (!claimed.ok) return claimed;
  const jobs: ClaimedJob[] = claimed.value;
  const run: JobRun = { claimed: jobs.length, done: 0, failed: 0 };
  for (const job of jobs) {
    if (await runJob(worker, handlers, job)) run.done += 1;
    else run.failed += 1;
  }
  return ok(run);
}

/** Queues what is due every hour or day. A failure is in the log, and the next call makes up for it. */
export async function enqueueRecurringJobs(): Promise<void> {
  unwrap(await createAdminClient().rpc("enqueue_recurring_jobs"));
}

async function runJob(worker: string, handlers: JobHandlers, job: ClaimedJob): Promise<boolean> {
  const admin = createAdminClient();
  const holder = { p_id: job.id, p_worker: worker };
  const facts = { jobId: job.id, kind: job.kind, attempt: job.attempts };
  try {
    const handler = handlers[job.kind];
    if (!handler) throw new Error(`no handler for jobs of kind ${job.kind}`);
    await handler(job.payload, { jobId: job.id, attempt: job.attempts });
    const completed = unwrap(await admin.rpc("complete_job", holder));
    if (completed.ok && completed.value !== true) log.warn(facts, "job outlived its lease");
    return completed.ok;
  } catch (error) {
    log.warn({ ...facts, err: error }, "job failed");
    await admin.rpc("fail_job", { ...holder, p_error: redactText(String(error)) });
    return false;
  }
}
