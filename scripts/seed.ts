// `npm run seed -- --demo`: the demo that `npm start` comes with. `npm run seed -- --customers N --tickets N`:
// the demo and so many customers and tickets more. Both do nothing twice; without a Supabase of its own
// address, the embedded one is started for as long as it takes.
import { parseArgs } from "node:util";
import nextEnv from "@next/env";
import { SECRET_KEY } from "../supabase/embedded/keys.ts";
import { ROOT } from "./lib/paths.ts";
import { portFrom } from "./lib/ports.ts";
import { leave, leaveOnSignals } from "./lib/processes.ts";
import { startEmbedded } from "./lib/stack.ts";
import { elapsed, report, UserError } from "./lib/steps.ts";
import { MAX_TICKETS } from "./seed/bulk.ts";
import { DEMO_PASSWORD } from "./seed/cast.ts";
import { loadBulk } from "./seed/load-bulk.ts";
import { loadDemo } from "./seed/load-demo.ts";
import { startProgress } from "./seed/progress.ts";
import { connect, type Supabase } from "./seed/supabase.ts";

/** When only the tickets are counted. */
const TICKETS_PER_CUSTOMER = 100;
const USAGE = "Usage: npm run seed -- --demo, or npm run seed -- --customers 1000 --tickets 100000";

leaveOnSignals(130);
try {
  const size = readArguments();
  nextEnv.loadEnvConfig(ROOT, false, { info: () => {}, error: console.error });
  const supabase = await openSupabase();
  await seedDemo(supabase);
  if (size) await seedMore(supabase, size);
  await leave(0);
} catch (error) {
  report(error);
  await leave(1);
}

/** How much more than the demo is wanted; null for nothing. */
function readArguments(): { customers: number; tickets: number } | null {
  try {
    const { values } = parseArgs({
      options: { demo: { type: "boolean" }, customers: { type: "string" }, tickets: { type: "string" } },
    });
    if (values.customers === undefined && values.tickets === undefined) {
      if (values.demo) return null;
      throw new UserError(USAGE);
    }
    const tickets = numberOf("tickets", values.tickets ?? "0", MAX_TICKETS);
    const customers = numberOf("customers", values.customers ?? "0", MAX_TICKETS);
    return { customers: customers || Math.ceil(tickets / TICKETS_PER_CUSTOMER), tickets };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${(error as Error).message}\n${USAGE}`);
  }
}

function numberOf(name: string, text: string, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new UserError(`--${name} takes a whole number up to ${max.toLocaleString("en")}, not ${text}.`);
}

/** The Supabase that the environment names, else the embedded one, which may have to be started. */
async function openSupabase(): Promise<Supabase> {
  const key = process.env.SUPABASE_SECRET_KEY || process.env.SUPABASE_SERVICE_ROLE_KEY || SECRET_KEY;
  const named = process.env.NEXT_PUBLIC_SUPABASE_URL;
  const port = portFrom("PORTICO_EMBEDDED_PORT", 54321);
  const url = named || `http://127.0.0.1:${port}`;
  const supabase = connect(url, key);
  if (!(await answers(url))) {
    if (named)
      throw new UserError(`No Supabase answers at ${url}: start it, or unset NEXT_PUBLIC_SUPABASE_URL.`);
    await startEmbedded({ port });
  }
  return supabase;
}

function answers(url: string): Promise<boolean> {
  return fetch(`${url}/auth/v1/health`, { signal: AbortSignal.timeout(5_000) }).then(
    () => true,
    () => false,
  );
}

async function seedDemo(supabase: Supabase): Promise<void> {
  const started = performance.now();
  const rows = await loadDemo(supabase, new Date());
  if (rows === null) console.log("Demo data: skipped, they are there already.");
  else console.log(`Demo data: ${rows.toLocaleString("en")} rows in ${elapsed(started)}.`);
}

async function seedMore(supabase: Supabase, size: { customers: number; tickets: number }): Promise<void> {
  const { newRows, rows, seconds, emails } = await loadBulk(supabase, size, new Date(), startProgress);
  const count = (number: number) => Math.round(number).toLocaleString("en");
  if (newRows === 0) console.log(`Nothing to add: all ${count(rows)} rows are there already.`);
  else
    console.log(
      `${count(newRows)} rows in ${seconds.toFixed(1)} s, ${count(newRows / seconds)} rows a second.`,
    );
  if (emails.length > 0) {
    console.log(`The busiest customers sign in as ${emails.join(", ")}, password ${DEMO_PASSWORD}.`);
  }
}
