import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

const RESULTS = join(import.meta.dirname, "results");

export type Row = Record<string, string | number>;

/** Prints the rows as a table and keeps them in `bench/results/<name>.json`, with the machine they are from. */
export function publish(name: string, rows: readonly Row[]): void {
  console.log(`\n${table(rows)}\n`);
  const machine = { cpu: cpus()[0]?.model.trim(), cores: cpus().length, node: process.version };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
}

function table(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => String(row[column]).length)),
  );
  const line = (cells: (string | number | undefined)[]) =>
    cells
      .map((cell, i) => {
        const text = String(cell);
        const width = widths[i] ?? 0;
        return typeof cell === "number" ? text.padStart(width) : text.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return [
    line(columns),
    widths.map((width) => "─".repeat(width)).join("  "),
    ...rows.map((row) => line(columns.map((column) => row[column]))),
  ].join("\n");
}
