import { type Batch, customerBatches, households, signInOf, ticketBatches } from "./bulk.ts";
import { clockAt } from "./clock.ts";
import { castOf } from "./load-demo.ts";
import type { Progress } from "./progress.ts";
import { countRows, toParts } from "./rows.ts";
import { ensureSignIn } from "./sign-ins.ts";
import { expectData, expectOk, importParts, type Supabase } from "./supabase.ts";
import type { Person } from "./tickets.ts";

type Count = { customers: number; tickets: number };
type StartProgress = (label: string, total: number) => Progress;
/** The table of `Batch.lastId`. */
type BatchTable = "customer_profiles" | "support_tickets";
type Loaded = { newRows: number; rows: number; seconds: number; emails: string[] };

/** How many customers, those with the most tickets, can sign in. */
const SIGN_INS = 3;

/** Adds so many customers and tickets to the demo; what is there already stays as it is. */
export async function loadBulk(
  supabase: Supabase,
  count: Count,
  now: Date,
  startProgress: StartProgress,
): Promise<Loaded> {
  const started = performance.now();
  const clock = clockAt(now);
  const homes = households(clock);
  const customers = await send(
    supabase,
    "customer_profiles",
    customerBatches(count.customers, homes),
    startProgress("customers", count.customers),
  );

  const signIns = new Map<number, Person>();
  const emails: string[] = [];
  for (let index = 0; index < Math.min(SIGN_INS, count.customers); index++) {
    const wanted = signInOf(homes, index);
    signIns.set(index, { id: await ensureSignIn(supabase, wanted), name: wanted.name });
    emails.push(wanted.email);
  }
  const people = { cast: await castOf(supabase, now), signIns };
  const tickets = await send(
    supabase,
    "support_tickets",
    ticketBatches(count, homes, people, clock),
    startProgress("tickets", count.tickets),
  );
  expectOk(await supabase.rpc("finish_import"));
  return {
    newRows: customers.newRows + tickets.newRows,
    rows: customers.rows + tickets.rows,
    seconds: (performance.now() - started) / 1_000,
    emails,
  };
}

/** Sends the batches one after the other, and makes the next one while the database works on the last. */
async function send(supabase: Supabase, table: BatchTable, batches: Iterable<Batch>, progress: Progress) {
  let done = 0;
  let rows = 0;
  let newRows = 0;
  let underway: Promise<void> = Promise.resolve();
  for (const batch of batches) {
    await underway;
    underway = sendOne(supabase, table, batch).then((inserted) => {
      done += batch.size;
      rows += countRows(batch.rows);
      newRows += inserted;
      progress.show(done);
    });
  }
  await underway;
  progress.end();
  return { rows, newRows };
}

async function sendOne(supabase: Supabase, table: BatchTable, { rows, lastId }: Batch): Promise<number> {
  const last = expectData(await supabase.from(table).select("id").eq("id", lastId));
  return last.length > 0 ? 0 : importParts(supabase, toParts(rows));
}
