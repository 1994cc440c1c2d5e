import "server-only";
import { getEnv } from "./env";
import { log } from "./log";
import { createAdminClient } from "./supabase/admin";
import { createAnonClient } from "./supabase/server";
import { pingScanner } from "./virus-scan";

const CHECK_TIMEOUT_MS = 3_000;
/** Anybody may ask, and each answer costs three calls: within this time the last one is given again. */
const KEPT_MS = 2_000;
/** A due job that nobody has taken for this long means that no worker runs. */
const JOB_OVERDUE_MS = 5 * 60_000;
const BUCKET = "ticket-attachments";

type CheckState = "ok" | "failing";
export type Health = {
  status: CheckState;
  checks: Record<"database" | "storage" | "jobs", CheckState> & {
    /** Where one is configured. Without its answers uploads wait, and all else goes on: that fails nothing. */
    scanner?: "ok" | "waiting";
  };
};

let kept: { at: number; health: Promise<Health> } | undefined;

/** Whether what the portal stands on works: the database, the file store, and the job queue. */
export function getHealth(now: Date): Promise<Health> {
  if (!kept || now.getTime() - kept.at > KEPT_MS) kept = { at: now.getTime(), health: check(now) };
  return kept.health;
}

async function check(now: Date): Promise<Health> {
  const admin = createAdminClient();
  const overdue = new Date(now.getTime() - JOB_OVERDUE_MS).toISOString();
  const { clamav } = getEnv();
  const [database, storage, jobs, scanner] = await Promise.all([
    works("database", async () => (await createAnonClient().rpc("get_branding")).error),
    works("storage", async () => (await admin.storage.getBucket(BUCKET)).error),
    works("jobs", async () => {
      const { data, error } = await admin
        .from("jobs")
        .select("id")
        .eq("status", "queued")
        .lt("run_at", overdue)
        .limit(1);
      return error ?? (data.length > 0 ? new Error("a due job was not taken") : null);
    }),
    clamav &&
      works("scanner", async () => {
        await pingScanner(clamav, { connectMs: CHECK_TIMEOUT_MS, totalMs: CHECK_TIMEOUT_MS });
        return null;
      }),
  ]);
  const checks = { database, storage, jobs };
  return {
    status: Object.values(checks).includes("failing") ? "failing" : "ok",
    checks: { ...checks, ...(scanner && { scanner: scanner === "ok" ? "ok" : "waiting" }) },
  };
}

/** Runs one check. The reason of a failure is for the log; the world learns only that there is one. */
async function works(name: string, attempt: () => Promise<{ message: string } | null>): Promise<CheckState> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Error>((resolve) => {
    timer = setTimeout(() => resolve(new Error("no answer in time")), CHECK_TIMEOUT_MS);
  });
  try {
    const error = await Promise.race([attempt(), timeout]);
    if (error) log.warn({ check: name, reason: error.message }, "health check failed");
    return error ? "failing" : "ok";
  } catch (error) {
    log.warn({ check: name, err: error }, "health check failed");
    return "failing";
  } finally {
    clearTimeout(timer);
  }
}
