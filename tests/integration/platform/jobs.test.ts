import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { POST as runRoute } from "@/app/api/jobs/run/route";
import { enqueueRecurringJobs, runJobs } from "@/lib/platform/jobs";
import { takesLong } from "@/lib/platform/jobs/registry";
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

describe("a job that takes long", () => {
  /** A job, and a way to say that it is done. */
  function opened() {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { gate, open };
  }

  it("does not keep a short one waiting that was queued after it", async () => {
    const short = opened();
    const order: string[] = [];
    const handlers = {
      // Ends only after the short one: one after the other, neither would.
      long: takesLong(async () => {
        await short.gate;
        order.push("long ends");
      }),
      short: async () => {
        order.push("short");
        short.open();
      },
    };
    await enqueue("long");
    await enqueue("short");
    expect(await runJobs("w", handlers, 10)).toEqual({ ok: true, value: { claimed: 2, done: 2, failed: 0 } });
    expect(order).toEqual(["short", "long ends"]);
    expect(await jobs()).toMatchObject([{ status: "done" }, { status: "done" }]);
  });

  it("is done beside what the worker finds later, one long one at a time, each with its lease", async () => {
    const [first, second] = [opened(), opened()];
    const order: string[] = [];
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const worker = startWorker({
      long: takesLong(async (payload) => {
        const { n } = payload as { n: number };
        order.push(`long ${n}`);
        await (n === 1 ? first : second).gate;
      }),
      short: async (payload) => void order.push(`short ${(payload as { n: number }).n}`),
    });
    const leases = () =>
      supabase.sql<{ held: boolean }>(
        "select locked_until > now() + interval '1 minute' as held from public.jobs where kind = 'long' and status = 'running' order by id",
      );
    try {
      await enqueue("long", { n: 1 });
      await vi.waitUntil(() => order.includes("long 1"), { timeout: 10_000 });
      await enqueue("long", { n: 2 });
      await enqueue("short", { n: 3 });
      await vi.waitUntil(() => order.includes("short 3"), { timeout: 10_000 });
      expect(order).toEqual(["long 1", "short 3"]);
      await supabase.sql(
        "update public.jobs set locked_until = now() + interval '5 seconds' where kind = 'long'",
      );
      vi.advanceTimersByTime(60_000);
      await vi.waitUntil(async () => (await leases()).every(({ held }) => held), { timeout: 10_000 });
      expect(await leases()).toHaveLength(2);
      first.open();
      await vi.waitUntil(() => order.includes("long 2"), { timeout: 10_000 });
    } finally {
      first.open();
      second.open();
      await worker.stop();
      vi.useRealTimers();
    }
    expect((await jobs()).filter(({ kind }) => kind === "long")).toMatchObject([
      { status: "done" },
      { status: "done" },
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
