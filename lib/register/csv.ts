import { stringify } from "csv-stringify/sync";
import { inert } from "@/lib/core/csv";
import type { RegisterEntry } from "./types";

/** The register for spreadsheets: a line for each table, with the mark by which Excel knows UTF-8. */
export function registerCsv(entries: readonly RegisterEntry[]): string {
  const rows = entries.map(({ columns, hold, retention, ...entry }) => ({
    ...entry,
    columns: columns.map(({ name }) => name).join(", "),
    keepDays: retention?.isActive ? retention.keepDays : "",
    action: retention?.isActive ? retention.action : "",
    holdYears: hold?.years ?? "",
    law: hold?.law ?? "",
  }));
  const safe = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === "string" ? inert(value) : value]),
    ),
  );
  return stringify(safe, { header: true, bom: true, record_delimiter: "windows" });
}
