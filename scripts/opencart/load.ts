import { appendFile, writeFile } from "node:fs/promises";
import { checkRecord } from "../../lib/integrations/check.ts";
import type { RecordFault } from "../../lib/integrations/types.ts";
import type { Json } from "../../lib/platform/supabase/database.types.ts";
import type { Progress } from "../seed/progress.ts";
import { expectData, expectOk, type Supabase } from "../seed/supabase.ts";
import { cacheRow, customerRecord, orderRecord, type Shop } from "./records.ts";
import type { OpenCart, OpenCartOrder } from "./source.ts";

/** Two transactions of the shop may end in another order than their times say. */
const OVERLAP_SECONDS = 600;

export type LoadOptions = {
  source: string;
  batch: number;
  shop: Shop;
  /** Everything, also what has not changed since the last run. */
  full: boolean;
  dryRun: boolean;
  /** Where orders and customers that were refused are written, with the reason; a JSON Lines file. */
  rejects: string;
  startProgress: (label: string, total: number) => Progress;
};

export type Counts = { created: number; updated: number; unchanged: number; failed: number };
export type Loaded = { customers: Counts; orders: Counts; since: string | null };

type Position = { ordersChangedAt: string };
type Failure = { index: number; externalId: string; error: RecordFault };
type Summary = Counts & { failures: Failure[] };

/**
 * Reads a shop into the portal: all customers, and the orders that were changed since the last run. May be
 * broken off and run again, also twice at once: records are known by their ids, what has not changed is left
 * alone, and the position moves when everything before it is in.
 */
export async function loadShop(
  supabase: Supabase,
  openCart: OpenCart,
  options: LoadOptions,
): Promise<Loaded> {
  await writeFile(options.rejects, "");
  const customers = await loadCustomers(supabase, openCart, options);

  const position = expectPosition(await supabase.rpc("import_position", { p_source: options.source }));
  const since = options.full ? null : position && earlier(position.ordersChangedAt, OVERLAP_SECONDS);
  // Asked before the orders are read: what changes meanwhile is for the next run.
  const latest = await openCart.latestChange();
  const orders = await loadOrders(supabase, openCart, { ...options, since });
  if (latest && !options.dryRun) {
    expectOk(
      await supabase.rpc("save_import_position", {
        p_source: options.source,
        p_position: { ordersChangedAt: latest } satisfies Position,
      }),
    );
  }
  return { customers, orders, since };
}

async function loadCustomers(supabase: Supabase, openCart: OpenCart, options: LoadOptions): Promise<Counts> {
  const counts = noCounts();
  const progress = options.startProgress("customers", await openCart.countCustomers());
  let last = 0;
  let done = 0;
  for (;;) {
    const customers = await openCart.customersAfter(last, options.batch);
    if (customers.length === 0) break;
    await send(
      supabase,
      "customers",
      customers.map((one) => ({ ok: true, record: customerRecord(one) })),
      options,
      counts,
    );
    last = customers.at(-1)?.customer_id ?? last;
    done += customers.length;
    progress.show(done);
  }
  progress.end();
  return counts;
}

async function loadOrders(
  supabase: Supabase,
  openCart: OpenCart,
  options: LoadOptions & { since: string | null },
): Promise<Counts> {
  const counts = noCounts();
  const progress = options.startProgress("orders", await openCart.countOrders(options.since));
  let last = 0;
  let done = 0;
  for (;;) {
    const orders = await openCart.ordersAfter(last, options.since, options.batch);
    if (orders.length === 0) break;
    await send(
      supabase,
      "orders",
      orders.map((order) => mapped(order, options.shop)),
      options,
      counts,
    );
    if (!options.dryRun) await cache(supabase, orders, options);
    last = orders.at(-1)?.order_id ?? last;
    done += orders.length;
    progress.show(done);
  }
  progress.end();
  return counts;
}

type Prepared =
  | { ok: true; record: Record<string, unknown> }
  | { ok: false; externalId: string; fault: RecordFault };

function mapped(order: OpenCartOrder, shop: Shop): Prepared {
  const result = orderRecord(order, shop);
  if (result.ok) return result;
  return {
    ok: false,
    externalId: String(order.order_id),
    fault: { code: "not_mapped", message: result.reason },
  };
}

/** Checks a batch, has the database write what is right, counts, and writes down what was refused. */
async function send(
  supabase: Supabase,
  kind: "customers" | "orders",
  prepared: readonly Prepared[],
  { source, dryRun, rejects }: LoadOptions,
  counts: Counts,
): Promise<void> {
  const failures: { externalId: string; error: RecordFault }[] = [];
  const records: Record<string, unknown>[] = [];
  for (const one of prepared) {
    if (!one.ok) failures.push({ externalId: one.externalId, error: one.fault });
    else {
      const checked = checkRecord(kind, one.record);
      if (checked.ok) records.push(checked.record);
      else failures.push({ externalId: String(one.record.externalId), error: checked.fault });
    }
  }
  if (records.length > 0) {
    const answer = expectData(
      await supabase.rpc("import_records", {
        p_kind: kind,
        p_source: source,
        p_records: records as Json,
        // A shop's history is no news; nobody is told of what happened before today.
        p_options: { summary: true, notify: true, dryRun },
      }),
    ) as unknown as Summary;
    for (const key of ["created", "updated", "unchanged"] as const) counts[key] += answer[key];
    failures.push(...answer.failures);
  }
  counts.failed += failures.length;
  if (failures.length > 0) {
    const lines = failures.map(({ externalId, error }) => JSON.stringify({ kind, externalId, ...error }));
    await appendFile(rejects, `${lines.join("\n")}\n`);
  }
}

async function cache(supabase: Supabase, orders: readonly OpenCartOrder[], { source, shop }: LoadOptions) {
  const rows = orders.map((order) => cacheRow(order, shop)).filter(({ addedAt }) => addedAt !== null);
  expectOk(await supabase.rpc("cache_opencart_orders", { p_source: source, p_orders: rows as Json }));
}

function expectPosition(answer: { data: Json | null; error: { message: string } | null }): Position | null {
  expectOk(answer);
  return answer.data as Position | null;
}

/** A time on the shop's clock, "2026-11-21 10:00:00", so many seconds before. */
function earlier(local: string, seconds: number): string {
  const moment = new Date(Date.parse(`${local.replace(" ", "T")}Z`) - seconds * 1000);
  return moment.toISOString().slice(0, 19).replace("T", " ");
}

function noCounts(): Counts {
  return { created: 0, updated: 0, unchanged: 0, failed: 0 };
}
