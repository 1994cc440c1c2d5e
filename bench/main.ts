// `npm run bench`: what a page costs. Prints tables, writes bench/results/*.json, and ends with 1 when a
// figure is over its budget.
import { buildWhenNeeded } from "../scripts/lib/build.ts";
import "../scripts/lib/leave-with-parent.mjs";
import { isLeaving, leave, leaveOnSignals } from "../scripts/lib/processes.ts";
import { report, step } from "../scripts/lib/steps.ts";
import { signInAll, startApp } from "../tests/helpers/app.ts";
import { startCountingProxy } from "./counting-proxy.ts";
import { startFloor } from "./floor.ts";
import { measureJavaScript } from "./javascript.ts";
import { publish, type Row } from "./publish.ts";
import { measureRest } from "./rest.ts";
import { measureServerTime } from "./server-time.ts";

/** What a measurement found: the table, and a sentence for each figure that is over its budget. */
export type Finding = { rows: Row[]; faults: string[] };

leaveOnSignals(130);
try {
  const faults = await bench();
  for (const fault of faults) console.error(`✗ ${fault}`);
  await leave(faults.length > 0 ? 1 : 0);
} catch (error) {
  if (!isLeaving()) report(error);
  await leave(1);
}

async function bench(): Promise<string[]> {
  await step("production build", buildWhenNeeded);
  const floor = await step("bare Next page to compare with", startFloor);
  const proxy = await startCountingProxy();
  const app = await step("app", () => startApp({ supabaseVia: proxy.forwardTo }));
  const sessions = await signInAll(app.url);

  const measurements = {
    javascript: () => measureJavaScript(app, sessions, floor),
    "server-time": () => measureServerTime(app, sessions, proxy, floor),
    rest: () => measureRest(app),
  };
  const faults: string[] = [];
  for (const [name, measure] of Object.entries(measurements)) {
    const finding = await step(name, measure);
    publish(name, finding.rows);
    faults.push(...finding.faults);
  }
  return faults;
}
