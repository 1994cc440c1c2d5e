import type { App } from "../tests/helpers/app.ts";
import type { Finding } from "./main.ts";
import { percentile, round } from "./statistics.ts";
import { accessToken } from "./targets.ts";

const WARM_UP = 20;
const CALLS = 200;

/** Latency of a small read through the embedded Supabase's REST interface, alone and eight at a time. */
export async function measureRest(app: App): Promise<Finding> {
  const { NEXT_PUBLIC_SUPABASE_URL: url, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: apikey } = app.supabase;
  const headers = { apikey, authorization: `Bearer ${await accessToken(app, "customer")}` };
  const call = async (): Promise<number> => {
    const start = performance.now();
    const response = await fetch(`${url}/rest/v1/ticket_categories?select=slug,label`, { headers });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`REST answered ${response.status}`);
    return performance.now() - start;
  };

  for (let i = 0; i < WARM_UP; i++) await call();
  const rows = [];
  for (const concurrency of [1, 8]) {
    const times: number[] = [];
    let begun = 0;
    const worker = async () => {
      while (begun++ < CALLS) times.push(await call());
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: concurrency }, worker));
    rows.push({
      "REST calls at a time": concurrency,
      "median ms": round(percentile(times, 0.5)),
      "95 % ms": round(percentile(times, 0.95)),
      "calls/s": Math.round((CALLS * 1000) / (performance.now() - started)),
    });
  }
  return { rows, faults: [] };
}
