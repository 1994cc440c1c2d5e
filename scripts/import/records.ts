import { checkRecord } from "../../lib/integrations/check.ts";
import type { CheckedRecord, RecordFault, RecordKind } from "../../lib/integrations/types.ts";
import {
  ConvertFault,
  type DecimalSign,
  toBoolean,
  toDay,
  toInstant,
  toInteger,
  toMinorUnits,
  toNumber,
} from "./convert.ts";
import { fieldsToFill, type MappedField, type Mapping } from "./mapping.ts";
import type { Source, SourceRow } from "./read.ts";
import { seenFilter } from "./seen.ts";

type Fields = Record<string, unknown>;

/** What a record was made of, and the record or why there is none. */
export type Entry = { rows: SourceRow[]; record: CheckedRecord } | { rows: SourceRow[]; fault: RecordFault };

/** Kinds whose lines are rows of their own. */
const WITH_LINES: readonly RecordKind[] = ["orders", "invoices", "quotes"];
const MAX_LINES = 1_000;

/** The records of a file, one after the other, in constant memory. Rows of one record stand together. */
export async function* recordsOf(
  source: Source,
  kind: RecordKind,
  mapping: Mapping,
  skipRows: number,
): AsyncGenerator<Entry> {
  const entries =
    source.format === "csv" ? tableRecords(source, kind, mapping) : lineRecords(source, kind, mapping);
  let skipped = 0;
  for await (const entry of entries) {
    skipped += entry.rows.length;
    if (skipped > skipRows) yield entry;
  }
}

async function* tableRecords(source: Source, kind: RecordKind, mapping: Mapping): AsyncGenerator<Entry> {
  const fields = withDefaultId(fieldsToFill(mapping, kind, source.columns));
  const ofRecord = fields.filter(({ path }) => !path.startsWith("items."));
  const ofLine = fields.filter(({ path }) => path.startsWith("items."));
  const isGrouped = WITH_LINES.includes(kind) && ofLine.length > 0;
  const places = new Map(source.columns.map((column, index) => [column, index]));
  const cellOf = (row: SourceRow) => (column: string) =>
    "cells" in row ? row.cells[places.get(column) ?? -1] : undefined;
  const id = fields.find(({ path }) => path === "externalId");
  const seen = seenFilter();

  const close = (rows: SourceRow[], key: string): Entry => {
    if (isGrouped && key !== "" && seen(key)) return { rows, fault: scattered };
    if (rows.length > MAX_LINES)
      return { rows, fault: { code: "out_of_range", message: tooManyLines, field: "items" } };
    return entryOf(rows, kind, () => {
      const record: Fields = {};
      // A value that only a later row has counts too.
      for (const row of rows.toReversed()) fill(record, ofRecord, cellOf(row), mapping, record);
      if (isGrouped) {
        record.items = rows.map((row) => {
          const line: Fields = {};
          fill(line, ofLine, cellOf(row), mapping, record);
          return line.items;
        });
      }
      return record;
    });
  };

  let rows: SourceRow[] = [];
  let key = "";
  for await (const row of source.rows()) {
    const next = (isGrouped && id && applyRule(id, cellOf(row))) || "";
    // Beyond the limit the rows only have to be counted and told.
    if (rows.length > 0 && !(isGrouped && next !== "" && next === key && rows.length <= MAX_LINES)) {
      yield close(rows, key);
      rows = [];
    }
    key = String(next);
    rows.push(row);
  }
  if (rows.length > 0) yield close(rows, key);
}

async function* lineRecords(source: Source, kind: RecordKind, mapping: Mapping): AsyncGenerator<Entry> {
  const paths = Object.values(mapping.fields).map((rule) => (typeof rule === "string" ? rule : rule.column));
  const fields = fieldsToFill(
    mapping,
    kind,
    paths.filter((path) => path !== undefined),
  );
  for await (const row of source.rows()) {
    yield entryOf([row], kind, () => {
      const input: unknown = JSON.parse("text" in row ? row.text : "");
      if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
      // What an earlier import wrote beside a rejected record.
      const given = Object.fromEntries(Object.entries(input).filter(([name]) => !name.startsWith("_")));
      if (fields.length === 0) return given;
      const record: Fields = {};
      fill(record, fields, (path) => valueAt(given, path), mapping, record);
      if (given.items !== undefined && record.items === undefined) record.items = given.items;
      return record;
    });
  }
}

function entryOf(rows: SourceRow[], kind: RecordKind, make: () => unknown): Entry {
  try {
    const made = make();
    if (kind === "usage") nameUsage(made);
    const checked = checkRecord(kind, made);
    return checked.ok ? { rows, record: checked.record } : { rows, fault: checked.fault };
  } catch (error) {
    if (error instanceof FieldFault)
      return { rows, fault: { code: "invalid", message: error.message, field: error.field } };
    if (error instanceof SyntaxError)
      return { rows, fault: { code: "invalid", message: `This is not JSON: ${error.message}` } };
    throw error;
  }
}

class FieldFault extends Error {
  readonly field: string;
  constructor(message: string, field: string) {
    super(message);
    this.field = field;
  }
}

const scattered: RecordFault = {
  code: "scattered",
  message:
    "Rows with this id came further up already: sort the file so that the rows of one record stand together.",
  field: "externalId",
};
const tooManyLines = `A record has at most ${MAX_LINES} lines.`;

/** Without an id of their own, orders and invoices are known by their number. */
function withDefaultId(fields: MappedField[]): MappedField[] {
  const number = fields.find(({ path }) => path === "number");
  if (!number || fields.some(({ path }) => path === "externalId")) return fields;
  return [...fields, { ...number, path: "externalId" }];
}

/** A month of a service is known by both. */
function nameUsage(record: unknown): void {
  const usage = record as { externalId?: unknown; service?: { externalId?: unknown }; month?: unknown };
  if (usage && typeof usage === "object" && usage.externalId === undefined && usage.service?.externalId) {
    usage.externalId = `${usage.service.externalId}/${usage.month}`;
  }
}

type Read = (column: string) => unknown;

/** The text of a field after its rule, or undefined for nothing. What is no text, as in JSON, passes as it is. */
function applyRule({ rule }: MappedField, read: Read): unknown {
  const given = rule.column === undefined ? rule.value : read(rule.column);
  if (given === undefined || given === null || given === "") return rule.otherwise;
  if (typeof given !== "string") return rule.values?.[String(given)] ?? given;
  const text = given.trim();
  if (text === "") return rule.otherwise;
  const known = rule.values ? (rule.values[text] ?? rule.otherwise ?? text) : text;
  return rule.prefix === undefined ? known : rule.prefix + known;
}

function fill(
  target: Fields,
  fields: readonly MappedField[],
  read: Read,
  mapping: Mapping,
  record: Fields,
): void {
  for (const field of fields) {
    const value = applyRule(field, read);
    if (value === undefined) continue;
    try {
      setAt(
        target,
        field.path,
        typeof value === "string" ? convert(field, value, read, mapping, record, fields) : value,
      );
    } catch (error) {
      if (error instanceof ConvertFault) throw new FieldFault(error.message, field.path);
      throw error;
    }
  }
  if (mapping.currency && target === record && record.currency === undefined)
    record.currency = mapping.currency;
}

function convert(
  { type, rule }: MappedField,
  text: string,
  read: Read,
  mapping: Mapping,
  record: Fields,
  fields: readonly MappedField[],
): unknown {
  const sign: DecimalSign = rule.decimal ?? mapping.decimal;
  switch (type) {
    case "money": {
      const field = fields.find(({ path }) => path === "currency");
      const currency = (field && applyRule(field, read)) ?? record.currency ?? mapping.currency;
      if (typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency)) {
        throw new ConvertFault('An amount needs a currency: a column, or "currency" in the mapping.');
      }
      return toMinorUnits(text, currency, sign, mapping.round);
    }
    case "integer":
      return toInteger(text, sign);
    case "number":
      return toNumber(text, sign);
    case "boolean":
      return toBoolean(text);
    case "instant":
      return toInstant(text, rule.date ?? mapping.date, rule.timeZone ?? mapping.timeZone);
    case "day":
      return toDay(text, rule.date ?? mapping.date);
    default:
      return text;
  }
}

function setAt(target: Fields, path: string, value: unknown): void {
  const names = path.split(".");
  const last = names.pop() ?? path;
  let at = target;
  for (const name of names) {
    at[name] ??= {};
    at = at[name] as Fields;
  }
  at[last] = value;
}

function valueAt(fields: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, name) => (typeof value === "object" && value !== null ? (value as Fields)[name] : undefined),
      fields,
    );
}
