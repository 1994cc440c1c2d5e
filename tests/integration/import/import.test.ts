import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";

const folder = mkdtempSync(join(tmpdir(), "portico import-"));
const EXAMPLES = join(import.meta.dirname, "../../../examples/import");

let supabase: TestSupabase;
beforeAll(async () => {
  supabase = await startTestSupabase();
});
afterAll(async () => {
  await supabase.close();
  rmSync(folder, { recursive: true });
});

type Run = { code: number | null; output: string };

function start(...args: string[]): { child: ChildProcess; ended: Promise<Run> } {
  const child = spawn(process.execPath, ["scripts/import.ts", ...args], {
    env: {
      ...process.env,
      __NEXT_PROCESSED_ENV: "true",
      NEXT_PUBLIC_SUPABASE_URL: supabase.url,
      SUPABASE_SECRET_KEY: supabase.serviceKey,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return { child, ended: new Promise((resolve) => child.on("close", (code) => resolve({ code, output }))) };
}
const run = (...args: string[]) => start(...args).ended;

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function countOf(table: string, source: string): Promise<number> {
  const [row] = await supabase.sql<{ n: number }>(
    `select count(*)::int as n from public.${table} where source = $1`,
    [source],
  );
  return row?.n ?? 0;
}

const HEADER =
  "number,customer.email,customer.fullName,currency,status,placedAt,items.sku,items.name,items.quantity,items.unitPrice";
const line = (number: number | string, changes: { quantity?: string; status?: string } = {}) =>
  `${number},c${number}@shop.example,Customer ${number},ZAR,${changes.status ?? "paid"},2026-10-01,SKU,Cable,${changes.quantity ?? "1"},12.50`;

describe("an import", () => {
  test("takes what is good, writes down what is not, and may be repeated", async () => {
    const path = file(
      "orders.csv",
      [HEADER, line(1), line(1), line(2, { quantity: "none" }), line(3, { status: "lost" }), line(4)].join(
        "\n",
      ),
    );
    const first = await run("orders", path, "--source", "csv");
    expect(first.output).toContain("2 created, 0 updated, 0 unchanged, 2 rejected.");
    expect(first.code).toBe(2);
    const rejects = readFileSync(join(folder, "orders.rejects.csv"), "utf8").trim().split("\n");
    expect(rejects).toEqual([
      `${HEADER},_line,_code,_field,_reason`,
      expect.stringMatching(/^2,.*,4,invalid,items\.quantity,/),
      expect.stringMatching(/^3,.*,5,invalid,status,/),
    ]);
    const [order] = await supabase.sql(
      `select o.total::int, count(*)::int as lines from public.orders o join public.order_items i on i.order_id = o.id
       where o.source = 'csv' and o.number = '1' group by o.id`,
    );
    expect(order).toEqual({ total: 2_500, lines: 2 });

    const again = await run("orders", path, "--source", "csv");
    expect(again.output).toContain("0 created, 0 updated, 2 unchanged, 2 rejected.");

    const corrected = file(
      "corrected.csv",
      rejects.join("\n").replace("none", "2").replace("lost", "shipped"),
    );
    const third = await run("orders", corrected, "--source", "csv");
    expect(third).toMatchObject({
      code: 0,
      output: expect.stringContaining("2 created, 0 updated, 0 unchanged, 0 rejected."),
    });
    expect(existsSync(join(folder, "corrected.rejects.csv"))).toBe(false);
  });

  test("can be tried out without a trace", async () => {
    const path = file("dry.csv", [HEADER, line("d1"), line("d2", { quantity: "0" })].join("\n"));
    const { code, output } = await run("orders", path, "--source", "dry", "--dry-run");
    expect(output).toContain("Would be: 1 created, 0 updated, 0 unchanged, 1 rejected.");
    expect(code).toBe(2);
    expect(await countOf("orders", "dry")).toBe(0);
    expect(await countOf("customer_profiles", "dry")).toBe(0);
  });

  test("that is stopped goes on where it was", async () => {
    const total = 4_000;
    const path = file(
      "long.csv",
      [HEADER, ...Array.from({ length: total }, (_, n) => line(`L${n}`))].join("\n"),
    );
    const args = ["orders", path, "--source", "long", "--batch", "50"];
    const { child, ended } = start(...args);
    const timing = { timeout: 20_000, interval: 50 };
    await expect.poll(() => countOf("orders", "long"), timing).toBeGreaterThan(0);
    // As in a terminal, where the starter passes on what the terminal has sent already.
    child.kill("SIGINT");
    child.kill("SIGINT");
    const stopped = await ended;
    expect(stopped, stopped.output).toMatchObject({ code: 130 });
    expect(stopped.output).toMatch(/Stopped after line [\d,]+\. The same command goes on/);
    const before = await countOf("orders", "long");
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(total);
    const rest = await run("orders", path, "--source", "long");
    expect(rest.output).toMatch(/^Going on after line/);
    expect(rest.output).toContain(
      `${(total - before).toLocaleString("en")} created, 0 updated, 0 unchanged, 0 rejected.`,
    );
    expect(await countOf("orders", "long")).toBe(total);
  });

  test("twice at once brings every record once", async () => {
    const path = file(
      "twice.csv",
      [HEADER, ...Array.from({ length: 300 }, (_, n) => line(`T${n}`))].join("\n"),
    );
    const args = ["orders", path, "--source", "twice", "--batch", "40"];
    const runs = await Promise.all([
      run(...args, "--rejects", join(folder, "a.csv")),
      run(...args, "--rejects", join(folder, "b.csv")),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(await countOf("orders", "twice")).toBe(300);
    expect(await countOf("customer_profiles", "twice")).toBe(300);
  });

  test("that cannot begin says in a line what to do", async () => {
    const refused: [string[], RegExp][] = [
      [["things", "x.csv"], /Usage: npm run import/],
      [["orders"], /Usage: npm run import/],
      [["orders", "nowhere.csv"], /nowhere\.csv cannot be read: ENOENT/],
      [["orders", "package.json", "--batch", "0"], /--batch takes a whole number/],
      [["orders", "package.json", "--mapping", "README.md"], /The mapping README\.md cannot be read/],
      [["orders", "package.json", "--source", "Big Shop"], /A source has 1 to 40 lower-case letters/],
    ];
    const outcomes = await Promise.all(refused.map(([args]) => run(...args)));
    for (const [index, { code, output }] of outcomes.entries()) {
      expect(output).toMatch(refused[index]?.[1] ?? "");
      expect(output).not.toMatch(/\n\s+at /);
      expect(code).toBe(1);
    }
  });
});

describe("the examples of the documentation", () => {
  test.each([
    ["customers", "customers.csv", []],
    ["products", "products.csv", []],
    ["orders", "orders.csv", ["--mapping", join(EXAMPLES, "orders.mapping.json")]],
    ["orders", "orders.jsonl", []],
    ["invoices", "invoices.csv", ["--mapping", join(EXAMPLES, "invoices.mapping.json")]],
    ["services", "services.csv", []],
    ["usage", "usage.csv", []],
  ])("%s from %s", async (kind, name, args) => {
    const { code, output } = await run(kind, join(EXAMPLES, name), "--source", "examples", ...args);
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringMatching(/[1-9]\d* created, 0 updated, 0 unchanged, 0 rejected/),
    });
  });
});
