import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@/lib/core/ids";
import { enqueueRecurringJobs, startJobs } from "../jobs";
import { log } from "../log";
import type { JobHandlers } from "./registry";

const BATCH = 5;
const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
const PAUSE_AFTER_FAILURE_MS = 15_000;
/** Recurring jobs are due every minute at the most; asking again in between queues nothing twice. */
const RECURRING_MS = 60_000;

export type Worker = { stop(): Promise<void> };

/**
 * Runs jobs until it is stopped. It looks again at once while there is work, and ever less often, down
 * to every five seconds, while there is none. Jobs that take long are done beside the others. `stop` waits for the jobs
 * in hand.
 */
export function startWorker(handlers: JobHandlers): Worker {
  const stopping = new AbortController();
  const finished = work(`worker-${newId()}`, handlers, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await finished;
    },
  };
}

async function work(worker: string, handlers: JobHandlers, stopping: AbortSignal): Promise<void> {
  let pause = SHORTEST_PAUSE_MS;
  let recurringAt = 0;
  let long: Promise<unknown> = Promise.resolve();
  while (!stopping.aborted) {
    if (Date.now() >= recurringAt) {
      recurringAt = Date.now() + RECURRING_MS;
      await enqueueRecurringJobs();
    }
    const started = await startJobs(worker, handlers, BATCH, long).catch(failed);
    if (started?.ok) long = Promise.all([long, started.value.long.catch(failed)]);
    if (started?.ok && started.value.claimed > 0) pause = SHORTEST_PAUSE_MS;
    else if (started?.ok) pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    else pause = PAUSE_AFTER_FAILURE_MS;
    await sleep(pause, undefined, { signal: stopping, ref: false }).catch(() => undefined);
  }
  await long;
}

function failed(error: unknown): null {
  log.error({ err: error }, "job worker failed");
  return null;
}
