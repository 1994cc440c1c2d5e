import type { App, Sessions } from "../tests/helpers/app.ts";
import { busyTime, type CountingProxy, depth } from "./counting-proxy.ts";
import type { Floor } from "./floor.ts";
import type { Finding } from "./main.ts";
import { median, round } from "./statistics.ts";
import { type Target, targets } from "./targets.ts";

const WARM_UP = 20;
const ROUNDS = 60;
/** Calls to Supabase for a page, how many of them in sequence, and server time as a multiple of a bare page's. */
const BUDGET = { calls: 3, depth: 2, ratio: 2 };

/** Times in milliseconds: the whole answer, without the time in which it waited for Supabase, the bare page's. */
type Sample = { total: number; own: number; bare: number; calls: number; depth: number };
type Series = Target & { bytes: number; bareUrl: string; samples: Sample[] };

/**
 * Asks for each page and for a bare page of its size in turn, so that whatever else the machine does hits
 * both, and takes off the time during which the page waited for Supabase.
 */
export async function measureServerTime(
  app: App,
  sessions: Sessions,
  proxy: CountingProxy,
  floor: Floor,
): Promise<Finding> {
  const series: Series[] = [];
  for (const target of await targets(app, sessions)) {
    const { bytes } = await get(target.url, target.cookie);
    series.push({ ...target, bytes, bareUrl: floor.pageOfSize(bytes), samples: [] });
  }
  for (let i = -WARM_UP; i < ROUNDS; i++) {
    for (const one of series) {
      const sample = await takeSample(one, proxy);
      if (i >= 0) one.samples.push(sample);
    }
  }
  const finding: Finding = { rows: [], faults: [] };
  for (const one of series) judge(one, finding);
  return finding;
}

async function takeSample({ url, cookie, bareUrl }: Series, proxy: CountingProxy): Promise<Sample> {
  proxy.take();
  const { time } = await get(url, cookie);
  const calls = proxy.take();
  const bare = await get(bareUrl);
  return {
    total: time,
    own: time - busyTime(calls),
    bare: bare.time,
    calls: calls.length,
    depth: depth(calls),
  };
}

function judge({ name, bytes, samples }: Series, { rows, faults }: Finding): void {
  const middle = (key: keyof Sample) => median(samples.map((sample) => sample[key]));
  const [calls, sequence, own, bare] = [middle("calls"), middle("depth"), middle("own"), middle("bare")];
  const ratio = Math.round((own / bare) * 100) / 100;
  rows.push({
    page: name,
    "HTML kB": round(bytes / 1000),
    "Supabase calls": calls,
    "in sequence": sequence,
    "total ms": round(middle("total")),
    "own ms": round(own),
    "bare page ms": round(bare),
    ratio,
  });
  if (calls > BUDGET.calls) faults.push(`${name}: ${calls} calls to Supabase, more than ${BUDGET.calls}`);
  if (sequence > BUDGET.depth)
    faults.push(`${name}: ${sequence} calls in sequence, more than ${BUDGET.depth}`);
  if (ratio >= BUDGET.ratio) faults.push(`${name}: ${ratio} times a bare page, not below ${BUDGET.ratio}`);
}

async function get(url: string, cookie = ""): Promise<{ time: number; bytes: number }> {
  const start = performance.now();
  const response = await fetch(url, { headers: { cookie }, redirect: "manual" });
  const { byteLength } = await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return { time: performance.now() - start, bytes: byteLength };
}
