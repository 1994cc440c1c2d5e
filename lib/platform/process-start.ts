import "server-only";
import { EnvError, getEnv, isBuilding } from "./env";
import type { JobHandlers } from "./jobs/registry";
import { startWorker } from "./jobs/worker";
import { log } from "./log";
import { observePeers } from "./observe-peers";

/**
 * What a server process does before its first request: checks the environment, and ends with one line
 * per fault when it is wrong; then starts the job worker, unless `JOB_WORKER` is off.
 */
export async function startProcess(loadHandlers: () => Promise<JobHandlers>): Promise<void> {
  if (isBuilding()) return;
  const env = readEnvOrExit();
  observePeers();
  if (!env.runsWorker) return;
  const worker = startWorker(await loadHandlers());
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      worker.stop().catch((error: unknown) => log.error({ err: error }, "worker did not stop cleanly"));
    });
  }
}

function readEnvOrExit() {
  try {
    return getEnv();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.faults.join("\n")}\n`);
    process.exit(1);
  }
}
