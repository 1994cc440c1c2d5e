// `npm run bench`: what a page costs. `npm run bench -- import`: how fast orders come in, and in how much
// memory. `npm run bench -- tickets`: the queue and a ticket among 100,000. `npm run bench -- classify`: how well
// the classifier sorts messages, see docs/classifier.md. `npm run bench -- retrieve`: how well the help centre is
// searched, see docs/search.md. `npm run bench -- assistant`: what the portal adds to the time in which a model
// answers, see docs/assistant.md. `npm run bench -- answers`: how well questions are answered without a model.
// Prints tables, writes bench/results/*.json, and ends with 1 when a figure is over
// its budget.
import { parseArgs } from "node:util";
import { buildWhenNeeded } from "../scripts/lib/build.ts";
import "../scripts/lib/leave-with-parent.mjs";
import { isLeaving, leave, leaveOnSignals } from "../scripts/lib/processes.ts";
import { report, step, UserError } from "../scripts/lib/steps.ts";
import { MAX_TICKETS } from "../scripts/seed/bulk.ts";
import { signInAll, startApp } from "../tests/helpers/app.ts";
import { measureAnswers } from "./answers.ts";
import { measureAssistant } from "./assistant.ts";
import { measureClassifier } from "./classify.ts";
import { startCountingProxy } from "./counting-proxy.ts";
import { startFloor } from "./floor.ts";
import { measureImport } from "./import.ts";
import { measureJavaScript } from "./javascript.ts";
import { publish, type Row } from "./publish.ts";
import { measureRest } from "./rest.ts";
import { measureRetrieval } from "./retrieve.ts";
import { measureServerTime } from "./server-time.ts";
import { measureTickets } from "./tickets.ts";

/** What a measurement found: the table, and a sentence for each figure that is over its budget. */
export type Finding = { rows: Row[]; faults: string[] };

/** Measurements that stand alone and read arguments of their own: what follows their name. */
const ALONE: Readonly<Record<string, (args: string[]) => Promise<Finding>>> = {
  answers: measureAnswers,
  assistant: measureAssistant,
  classify: measureClassifier,
  retrieve: measureRetrieval,
};

const PAGE_PARTS = ["javascript", "server-time", "rest"];

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
  const [first = "", ...rest] = process.argv.slice(2);
  const alone = ALONE[first];
  if (alone) {
    const { rows, faults } = await step(first, () => alone(rest));
    publish(first, rows);
    return faults;
  }
  const { names, orders, tickets } = readArguments();
  const pages = names.filter((name) => PAGE_PARTS.includes(name));
  const measurements = {
    ...(pages.length > 0 ? await pageMeasurements() : {}),
    import: () => measureImport(orders),
    tickets: () => measureTickets(tickets),
  };
  const faults: string[] = [];
  for (const [name, measure] of Object.entries(measurements)) {
    if (!names.includes(name)) continue;
    const finding = await step(name, measure);
    publish(name, finding.rows);
    faults.push(...finding.faults);
  }
  return faults;
}

/** The parts to measure; those of the pages unless some are named. */
function readArguments(): { names: string[]; orders: number; tickets: number } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      orders: { type: "string", default: "1000000" },
      tickets: { type: "string", default: "100000" },
    },
  });
  const parts = [...PAGE_PARTS, "import", "tickets"];
  const orders = Number(values.orders);
  const tickets = Number(values.tickets);
  const isUsable =
    isWithin(orders, 1_000, 10_000_000) &&
    isWithin(tickets, 30_000, MAX_TICKETS) &&
    positionals.every((name) => parts.includes(name));
  if (!isUsable) {
    throw new UserError(
      `Usage: npm run bench -- [${[...parts, ...Object.keys(ALONE)].join("] [")}] [--orders N, 1,000 to 10,000,000] [--tickets N, 30,000 to 999,999]`,
    );
  }
  return { names: positionals.length > 0 ? positionals : PAGE_PARTS, orders, tickets };
}

function isWithin(number: number, least: number, most: number): boolean {
  return Number.isInteger(number) && number >= least && number <= most;
}

async function pageMeasurements(): Promise<Record<string, () => Promise<Finding>>> {
  await step("production build", buildWhenNeeded);
  const floor = await step("bare Next page to compare with", startFloor);
  const proxy = await startCountingProxy();
  const app = await step("app", () => startApp({ supabaseVia: proxy.forwardTo }));
  const sessions = await signInAll(app.url);
  return {
    javascript: () => measureJavaScript(app, sessions, floor),
    "server-time": () => measureServerTime(app, sessions, proxy, floor),
    rest: () => measureRest(app),
  };
}
