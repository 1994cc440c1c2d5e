import "server-only";
import { ok, type Result } from "@/lib/core/result";
import { isLong, type JobHandlers } from "./jobs/registry";
import { log } from "./log";
import { redactText } from "./redact";
import { createAdminClient } from "./supabase/admin";
import { unwrap } from "./supabase/unwrap";

/** How long a worker may hold a job before another one may take it. */
const LEASE_SECONDS = 120;
/** A long job holds on so often: three times within its lease, so that one failure does not lose it. */
const RENEWAL_MS = (LEASE_SECONDS * 1_000) / 3;

type Tally = { done: number; failed: number };
export type JobRun = Tally & { claimed: number };

type ClaimedJob = { id: number; kind: string; payload: unknown; attempts: number };

/**
 * Claims up to `limit` due jobs, runs them, and reports how it went: one after the other, those that take long beside
 * the others. A handler that throws puts its job back for a later try; the database decides when, and when to give up.
 */
export async function runJobs(worker: string, handlers: JobHandlers, limit: number): Promise<Result<JobRun>> {
  const started = await startJobs(worker, handlers, limit);
  if (!started.ok) return started;
  const { claimed, short } = started.value;
  const long = await started.value.long;
  return ok({ claimed, done: short.done + long.done, failed: short.failed + long.failed });
}

/**
 * Claims and runs as `runJobs` does, and is done when the jobs are that do not take long; `long` is when the others are
 * too. They wait for `before`, the long ones of earlier calls.
 */
export async function startJobs(
  worker: string,
  handlers: JobHandlers,
  limit: number,
  before: Promise<unknown> = Promise.resolve(),
): Promise<Result<{ claimed: number; short: Tally; long: Promise<Tally> }>> {
  const claimed = unwrap(
    await createAdminClient().rpc("claim_jobs", {
      p_worker: worker,
      p_limit: limit,
      p_lease_seconds: LEASE_SECONDS,
    }),
  );
  if (!claimed.ok) return claimed;
  const jobs: ClaimedJob[] = claimed.value;
  const takesLong = ({ kind }: ClaimedJob) => isLong(handlers[kind]);
  const long = runLong(worker, handlers, jobs.filter(takesLong), before);
  const short = jobs.filter((job) => !takesLong(job));
  return ok({ claimed: jobs.length, short: await runEach(worker, handlers, short), long });
}

async function runEach(worker: string, handlers: JobHandlers, jobs: readonly ClaimedJob[]): Promise<Tally> {
  const run: Tally = { done: 0, failed: 0 };
  for (const job of jobs) {
    if (await runJob(worker, handlers, job)) run.done += 1;
    else run.failed += 1;
  }
  return run;
}

/** Holds on to the jobs from now on, also to those that wait for their turn. */
async function runLong(
  worker: string,
  handlers: JobHandlers,
  jobs: readonly ClaimedJob[],
  before: Promise<unknown>,
): Promise<Tally> {
  if (jobs.length === 0) return { done: 0, failed: 0 };
  const renewals = setInterval(() => void renew(worker, jobs), RENEWAL_MS);
  renewals.unref();
  try {
    await before;
    return await runEach(worker, handlers, jobs);
  } finally {
    clearInterval(renewals);
  }
}

/** Those that are done by now are passed over. A failure is in the log, and there is another turn before the lease ends. */
async function renew(worker: string, jobs: readonly ClaimedJob[]): Promise<void> {
  for (const { id } of jobs)
    unwrap(
      await createAdminClient().rpc("renew_job", {
        p_id: id,
        p_worker: worker,
        p_lease_seconds: LEASE_SECONDS,
      }),
    );
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
