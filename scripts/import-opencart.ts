// `npm run import:opencart`: reads the customers and orders of an OpenCart shop (3 or 4) into the portal, at
// first all of them, then what was changed since. See docs/opencart.md.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import nextEnv from "@next/env";
import { openDatabase } from "./import/database.ts";
import { ROOT } from "./lib/paths.ts";
import { leave, leaveOnSignals } from "./lib/processes.ts";
import { elapsed, report, UserError } from "./lib/steps.ts";
import { type Counts, type LoadOptions, loadShop } from "./opencart/load.ts";
import { openShop } from "./opencart/source.ts";
import { parseStatuses, statusMap } from "./opencart/statuses.ts";
import { startProgress } from "./seed/progress.ts";

const USAGE = `Usage: npm run import:opencart -- --url mysql://user:password@host:3306/database
  --url            the shop's database; OPENCART_DATABASE_URL keeps the password out of the history
  --prefix         of its tables (oc_)
  --source         the name of this shop, when there are several (opencart)
  --time-zone      of its clock, such as Africa/Johannesburg (what its settings say, or UTC)
  --number-prefix  before the order's number (OC-)
  --statuses       a JSON file for statuses of the shop's own: { "17": "shipped" }
  --batch          orders at a time, up to 5000 (500)
  --rejects        where refused records go (opencart-rejects.jsonl)
  --full           all orders, also those that have not changed
  --dry-run        tries everything and changes nothing`;
const MAX_BATCH = 5_000;

leaveOnSignals(130);
try {
  nextEnv.loadEnvConfig(ROOT, false, { info: () => {}, error: console.error });
  await leave(await run());
} catch (error) {
  report(error);
  await leave(1);
}

async function run(): Promise<number> {
  const started = performance.now();
  const args = readArguments();
  const supabase = await openDatabase();
  const chosen = args.statuses ? parseStatuses(await readStatuses(args.statuses)) : {};
  const shop = await openShop(args.url, args.prefix);
  try {
    const options: LoadOptions = {
      source: args.source,
      batch: args.batch,
      full: args.full,
      dryRun: args.dryRun,
      rejects: args.rejects,
      startProgress,
      shop: {
        numberPrefix: args.numberPrefix,
        timeZone: checkTimeZone(args.timeZone ?? (await shop.timeZone()) ?? "UTC"),
        statuses: statusMap(await shop.statusNames(), chosen),
      },
    };
    const { customers, orders, since } = await loadShop(supabase, shop, options);
    console.log(`Customers: ${inWords(customers)}.`);
    console.log(`Orders${since ? ` changed since ${since}` : ""}: ${inWords(orders)}.`);
    console.log(`${args.dryRun ? "Tried, nothing was changed" : "Done"} in ${elapsed(started)}.`);
    const failed = customers.failed + orders.failed;
    if (failed > 0) console.log(`${failed} were refused; ${args.rejects} says why.`);
    return failed > 0 ? 2 : 0;
  } finally {
    await shop.close();
  }
}

function readArguments() {
  const { values } = parse();
  const url = values.url || process.env.OPENCART_DATABASE_URL;
  if (!url || !/^mysql:\/\//.test(url) || !URL.canParse(url)) throw new UserError(USAGE);
  const batch = Number(values.batch ?? 500);
  if (!Number.isInteger(batch) || batch < 1 || batch > MAX_BATCH) {
    throw new UserError(`--batch takes a whole number up to ${MAX_BATCH}, not ${values.batch}.`);
  }
  return {
    url,
    batch,
    prefix: values.prefix ?? "oc_",
    source: values.source ?? "opencart",
    timeZone: values["time-zone"] ?? null,
    numberPrefix: values["number-prefix"] ?? "OC-",
    statuses: values.statuses ?? null,
    rejects: values.rejects ?? "opencart-rejects.jsonl",
    full: values.full ?? false,
    dryRun: values["dry-run"] ?? false,
  };
}

function parse() {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      options: {
        url: text,
        prefix: text,
        source: text,
        "time-zone": text,
        "number-prefix": text,
        statuses: text,
        batch: text,
        rejects: text,
        full: flag,
        "dry-run": flag,
      },
    });
  } catch (error) {
    throw new UserError(`${(error as Error).message}\n${USAGE}`);
  }
}

async function readStatuses(path: string): Promise<string> {
  return await readFile(path, "utf8").catch((error: Error) => {
    throw new UserError(`--statuses: ${error.message}`);
  });
}

function checkTimeZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    throw new UserError(`${timeZone} is no time zone: --time-zone takes a name such as Africa/Johannesburg.`);
  }
}

function inWords({ created, updated, unchanged, failed }: Counts): string {
  const count = (number: number) => number.toLocaleString("en");
  return `${count(created)} new, ${count(updated)} changed, ${count(unchanged)} as they were, ${count(failed)} refused`;
}
