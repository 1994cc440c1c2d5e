import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Example } from "../lib/classifier/types.ts";
import { UserError } from "../scripts/lib/steps.ts";

const DELIMITERS = [",", ";", "\t"];

/**
 * The examples of a CSV file with the columns `text` and `category`, in any order, case and company. Rows without a
 * category are left out; those without a text are not, for a classifier must answer them, too.
 */
export function readExamples(file: string): Example[] {
  if (!existsSync(file)) throw new UserError(`There is no file ${file}.`);
  const content = readFileSync(file, "utf8");
  const head = content.slice(0, 1_000).split(/\r?\n|\r/, 1)[0] ?? "";
  let columns: string[] = [];
  const rows: Record<string, string | undefined>[] = parse(content, {
    columns: (names: string[]) => {
      columns = names.map((name) => name.trim().toLowerCase());
      return columns;
    },
    delimiter: DELIMITERS.find((delimiter) => head.includes(delimiter)) ?? ",",
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
    // A quote within somebody's words is one; a field that begins with one is quoted.
    relax_quotes: true,
  });
  if (rows.length === 0 || !columns.includes("text") || !columns.includes("category"))
    throw new UserError(`${file} needs the columns text and category, and a row.`);
  return rows
    .map(({ text, category }) => ({ text: text ?? "", label: (category ?? "").trim() }))
    .filter(({ label }) => label !== "");
}
