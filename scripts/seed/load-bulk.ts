import { type Batch, customerBatches, households, signInOf, ticketBatches } from "./bulk.ts";
import { clockAt } from "./clock.ts";
import { castOf } from "./load-demo.ts";
import { startProgress } from "./progress.ts";
import { countRows, toParts } from "./rows.ts";
import { ensureSignIn } from "./sign-ins.ts";
import { expectData, expectOk, importParts, type Supabase } from "./supabase.ts";
import type { Person } from "./tickets.ts";

type Count = { customers: number; tickets: number };
type Loaded = { newRows: number; rows: number; seconds: number; emails: string[] };

/** How many customers, those with the most tickets, can sign in. */
const SIGN_INS = 3;

/** Adds so many customers and tickets to the demo; what is there already stays as it is. */
export async function loadBulk(supabase: Supabase, count: Count, now: Date): Promise<Loaded> {
  const started = performance.now();
  const clock = clockAt(now);
  const homes = households(clock);
  const customers = await send(
    supabase,
    "customers",
    count.customers,
    customerBatches(count.customers, homes),
  );

  const signIns = new Map<number, Person>();
  const emails: string[] = [];
  for (let index = 0; index < Math.min(SIGN_INS, count.customers); index++) {
    const wanted = signInOf(homes, index);
    signIns.set(index, { id: await ensureSignIn(supabase, wanted), name: wanted.name });
    emails.push(wanted.email);
  }
  const people = { cast: await castOf(supabase, now), signIns };
  const tickets = await send(supabase, "tickets", count.tickets, ticketBatches(count, homes, people, clock));
  expectOk(await supabase.rpc("finish_import"));
  return {
    newRows: customers.newRows + tickets.newRows,
    rows: customers.rows + tickets.rows,
    seconds: (performance.now() - started) / 1_000,
    emails,
  };
}

/** Sends the batches one after the other, and makes the next one while the database works on the last. */
async function send(
  supabase: Supabase,
  label: "customers" | "tickets",
  total: number,
  batches: Iterable<Batch>,
) {
  const progress = startProgress(label, total);
  let done = 0;
  let rows = 0;
  let newRows = 0;
  let underway: Promise<void> = Promise.resolve();
  for (const batch of batches) {
    await underway;
    underway = sendOne(supabase, label, batch).then((inserted) => {
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

async function sendOne(
  supabase: Supabase,
  label: "customers" | "tickets",
  { rows, lastId }: Batch,
): Promise<number> {
  const table = label === "customers" ? "customer_profiles" : "support_tickets";
  const last = expectData(await supabase.from(table).select("id").eq("id", lastId));
  return last.length > 0 ? 0 : importParts(supabase, toParts(rows));
}
