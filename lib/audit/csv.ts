import { stringify } from "csv-stringify/sync";
import { inert } from "@/lib/core/csv";
import texts from "@/messages/en/audit.json";
import type { Access, AuditEntry } from "./types";
import { nameOf, purposeOf, roleOf, thingOf, verbOf } from "./words";

const COLUMNS = [
  "time",
  "who",
  "role",
  "what",
  "thing",
  "record",
  "why",
  "customer",
  "action",
  "id",
] as const;

/** The columns of the customer's file: all of it is about one customer. */
const OWN_COLUMNS = COLUMNS.filter((column) => column !== "customer");

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

function lines(rows: Row[], columns: readonly (typeof COLUMNS)[number][], isFirst: boolean): string {
  const named = columns.map((key) => ({ key, header: texts.csv.columns[key] }));
  return stringify(rows, { header: isFirst, columns: named, bom: isFirst, record_delimiter: "windows" });
}

/** Entries as lines of a file for spreadsheets; the first part has the heading, and the mark by which Excel knows UTF-8. */
export function accessLines(entries: readonly Access[], isFirst: boolean): string {
  return lines(entries.map(toRow), OWN_COLUMNS, isFirst);
}

/** The same for the file of admins, with the customer of each. */
export function auditLines(entries: readonly AuditEntry[], isFirst: boolean): string {
  const rows = entries.map((entry) => ({
    ...toRow(entry),
    customer: inert(entry.customer ? `${entry.customer.customerNumber} ${entry.customer.name}` : ""),
  }));
  return lines(rows, COLUMNS, isFirst);
}

/** The last line of a file that ends before the log does. */
export function moreLine(): string {
  return `${texts.csv.more}\r\n`;
}

function toRow(entry: Access | AuditEntry): Row {
  const { resource, records } = entry;
  const named = records.length > 0 ? records : [resource ?? {}];
  return {
    time: entry.occurredAt,
    who: inert(nameOf(entry) ?? ""),
    role: roleOf(entry),
    what: verbOf(entry),
    thing: inert(thingOf(entry)),
    record: inert(named.map(({ ref, name }) => [ref, name].filter(Boolean).join(" ")).join("; ")),
    why: inert(purposeOf(entry)),
    action: inert(entry.action),
    id: entry.id,
  };
}
