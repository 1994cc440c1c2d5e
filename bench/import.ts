import { createWriteStream, readFileSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { hermeticEnv } from "../scripts/lib/environment.ts";
import { freePort } from "../scripts/lib/ports.ts";
import { startService } from "../scripts/lib/processes.ts";
import { startEmbedded } from "../scripts/lib/stack.ts";
import type { Finding } from "./main.ts";
import type { Row } from "./publish.ts";

/** The importing process, whatever the size of the file. */
const MEMORY_BUDGET_MB = 512;
const CUSTOMERS = 50_000;
const PRODUCTS = 500;
const MB = 1024 * 1024;

const COLUMNS = "Order;Date;Status;Customer;E-mail;Name;Street;City;SKU;Item;Quantity;Price;VAT".split(";");
const MAPPING = {
  currency: "ZAR",
  decimal: ",",
  date: "dd/MM/yyyy HH:mm",
  timeZone: "Africa/Johannesburg",
  fields: {
    number: { column: "Order", prefix: "BENCH-" },
    placedAt: "Date",
    status: { column: "Status", values: { Complete: "delivered" } },
    "customer.externalId": "Customer",
    "customer.email": "E-mail",
    "customer.fullName": "Name",
    "shippingAddress.line1": "Street",
    "shippingAddress.city": "City",
    tax: "VAT",
    "items.sku": "SKU",
    "items.name": "Item",
    "items.quantity": "Quantity",
    "items.unitPrice": "Price",
  },
};

/**
 * Imports `orders` orders, every second with two lines, from a CSV file, as `npm run import` does: into a new
 * embedded database in a folder of its own, or the empty PostgreSQL database of PORTICO_DATABASE_URL. A tenth
 * of it goes before, to compare the memory with, and all of it comes again afterwards.
 */
export async function measureImport(orders: number): Promise<Finding> {
  const folder = await mkdtemp(join(tmpdir(), "portico-bench-"));
  const databaseUrl = process.env.PORTICO_DATABASE_URL;
  const env = hermeticEnv({
    PORTICO_EMBEDDED_DIR: join(folder, "database"),
    ...(databaseUrl && { PORTICO_DATABASE_URL: databaseUrl }),
  });
  const embedded = await startEmbedded({ port: await freePort(), env });
  try {
    const mapping = join(folder, "mapping.json");
    await writeFile(mapping, JSON.stringify(MAPPING));
    const rows: Row[] = [];
    const importOrders = async (what: string, from: number, to: number) => {
      const file = join(folder, `${from}-${to}.csv`);
      await pipeline(Readable.from(chunks(from, to)), createWriteStream(file));
      const size = (await stat(file)).size;
      const before = processorSeconds(embedded.service.pid);
      const run = await importFile(file, mapping, { ...env, ...embedded.settings });
      const worked = processorSeconds(embedded.service.pid) - before;
      await rm(file);
      rows.push({
        import: what,
        orders: to - from,
        "MB file": Math.round(size / MB),
        seconds: Math.round(run.seconds),
        "orders/s": Math.round((to - from) / run.seconds),
        "rows/s": Math.round(((to - from) * 1.5) / run.seconds),
        // What a machine with nothing else to do would need at least: one statement runs at a time.
        "CPU s database": Math.round(worked),
        "MB importer": run.peak,
        "MB database": peakMemory(embedded.service.pid),
      });
      return run;
    };
    const tenth = Math.floor(orders / 10);
    await importOrders("a tenth", 0, tenth);
    const { peak } = await importOrders("all", tenth, orders + tenth);
    await importOrders("all again", tenth, orders + tenth);
    const faults =
      peak > MEMORY_BUDGET_MB ? [`The import took ${peak} MB, more than ${MEMORY_BUDGET_MB} MB.`] : [];
    return { rows, faults };
  } finally {
    await embedded.service.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function importFile(file: string, mapping: string, env: NodeJS.ProcessEnv) {
  const importer = startService({
    name: "import",
    args: ["scripts/import.ts", "orders", file, "--mapping", mapping, "--source", "bench"],
    env,
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakMemory(importer.pid));
  }, 100);
  const code = await importer.ended;
  clearInterval(watch);
  const seconds = Number(/records in ([\d.]+) s/.exec(importer.output())?.[1]);
  if (code !== 0 || Number.isNaN(seconds))
    throw new Error(`The import failed:\n${importer.output().slice(-2_000)}`);
  return { seconds, peak };
}

/** The most memory that a process has had so far, in MB; 0 where the system does not tell. */
function peakMemory(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024);
  } catch {
    return 0;
  }
}

/** How long a process has computed so far; 0 where the system does not tell. */
function processorSeconds(pid: number | undefined): number {
  try {
    // After the name, which may hold spaces, utime and stime are the 12th and 13th, in hundredths.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

function* chunks(from: number, to: number): Generator<string> {
  yield `${COLUMNS.join(";")}\r\n`;
  for (let start = from; start < to; start += 1_000) {
    let text = "";
    for (let order = start; order < Math.min(start + 1_000, to); order++) text += rowsOf(order);
    yield text;
  }
}

function rowsOf(order: number): string {
  const customer = order % CUSTOMERS;
  const day = String(1 + (order % 28)).padStart(2, "0");
  const head = `${order};${day}/0${1 + (order % 9)}/2025 08:15;Complete;${customer};c${customer}@bench.example;Customer ${customer};${order % 200} Long Street;Cape Town`;
  const line = (n: number, vat: string) => {
    const product = (order * 7 + n) % PRODUCTS;
    return `${head};SKU-${product};"Product ${product}, boxed";${1 + n};1 299,50;${vat}\r\n`;
  };
  return order % 2 === 0 ? line(0, "194,93") : line(0, "584,78") + line(1, "");
}
