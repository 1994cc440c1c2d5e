import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { POST as runRoute } from "@/app/api/jobs/run/route";
import { enqueueRecurringJobs, runJobs } from "@/lib/platform/jobs";
import { startWorker } from "@/lib/platform/jobs/worker";
import { log } from "@/lib/platform/log";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { apiRequest, routeContext } from "../../helpers/visitor";

const SECRET = "a secret for the scheduler".replaceAll(" ", "-");

let supabase: TestSupabase;
beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    NEXT_PUBLIC_SUPABASE_URL: supabase.url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: supabase.publishableKey,
    SUPABASE_SECRET_KEY: supabase.serviceKey,
    CRON_SECRET: SECRET,
  });
  log.level = "silent";
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from public.jobs"));

const enqueue = (kind: string, payload: object = {}) =>
  supabase.sql("select private.enqueue($1, $2::jsonb)", [kind, JSON.stringify(payload)]);
const jobs = () =>
  supabase.sql<{
    kind: string;
    status: string;
    attempts: number;
    last_error: string | null;
    is_later: boolean;
  }>("select kind, status, attempts, last_error, run_at > now() as is_later from public.jobs order by id");

describe("running jobs", () => {
  it("hands each its payload and marks it done", async () => {
    await enqueue("greet", { name: "Thandi" });
    const seen: unknown[] = [];
    const run = await runJobs(
      "w",
      { greet: async (payload, { attempt }) => void seen.push(payload, attempt) },
      10,
    );
    expect(run).toEqual({ ok: true, value: { claimed: 1, done: 1, failed: 0 } });
    expect(seen).toEqual([{ name: "Thandi" }, 1]);
    expect(await jobs()).toMatchObject([{ status: "done" }]);
  });

  it("puts one that fails back for later, without personal data in its error, and goes on", async () => {
    await enqueue("fails");
    await enqueue("unknown");
    await enqueue("works");
    const handlers = {
      fails: async () => {
        throw new Error("could not reach thandi@example.com");
      },
      works: async () => undefined,
    };
    expect(await runJobs("w", handlers, 10)).toMatchObject({ value: { claimed: 3, done: 1, failed: 2 } });
    expect(await jobs()).toMatchObject([
      {
        kind: "fails",
        status: "queued",
        attempts: 1,
        is_later: true,
        last_error: "Error: could not reach [email]",
      },
      {
        kind: "unknown",
        status: "queued",
        is_later: true,
        last_error: expect.stringContaining("no handler"),
      },
      { kind: "works", status: "done" },
    ]);
  });
});

it("the worker runs what comes, and stops when it is told", async () => {
  const seen: unknown[] = [];
  const worker = startWorker({
    greet: async (payload) => void seen.push(payload),
    sweep_uploads: async () => undefined,
    housekeeping: async () => undefined,
  });
  await enqueue("greet", { n: 1 });
  await vi.waitUntil(() => seen.length === 1, { timeout: 10_000 });
  await worker.stop();
  await enqueue("greet", { n: 2 });
  expect(await jobs()).toContainEqual(expect.objectContaining({ kind: "greet", status: "queued" }));
  expect(seen).toEqual([{ n: 1 }]);
});

describe("POST /api/jobs/run", () => {
  const call = (headers: Record<string, string>) =>
    runRoute(apiRequest("/api/jobs/run", { method: "POST", headers }), routeContext());

  it("is for the holder of the secret alone", async () => {
    expect((await call({})).status).toBe(401);
    expect((await call({ authorization: "Bearer wrong" })).status).toBe(401);
    expect((await call({ authorization: `Bearer ${SECRET}` })).status).toBe(200);
  });

  it("queues what recurs, once, and runs it", async () => {
    await enqueueRecurringJobs();
    const response = await call({ authorization: `Bearer ${SECRET}` });
    const recurring = await supabase.sql<{ kind: string }>(
      "select kind from private.recurring_jobs order by kind",
    );
    expect(recurring.length).toBeGreaterThan(3);
    expect((await response.json()).data).toEqual({
      claimed: recurring.length,
      done: recurring.length,
      failed: 0,
    });
    expect((await jobs()).map(({ kind, status }) => `${kind} ${status}`).toSorted()).toEqual(
      recurring.map(({ kind }) => `${kind} done`),
    );
  });
});

it("health fails when due jobs are left lying", async () => {
  const check = async () => (await health(apiRequest("/api/health"), routeContext())).json();
  expect(await check()).toMatchObject({
    status: "ok",
    checks: { database: "ok", storage: "ok", jobs: "ok" },
  });
  await enqueue("forgotten");
  await supabase.sql("update public.jobs set run_at = now() - interval '10 minutes'");
  await vi.waitUntil(async () => (await check()).checks.jobs === "failing", {
    timeout: 10_000,
    interval: 250,
  });
  expect(await check()).toMatchObject({
    status: "failing",
    checks: { database: "ok", storage: "ok", jobs: "failing" },
  });
});
