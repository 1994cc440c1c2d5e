import { readFileSync } from "node:fs";
import { z } from "zod";
import type { RecordKind } from "../../lib/integrations/types.ts";
import { UserError } from "../lib/steps.ts";
import { type FieldType, fieldsOf } from "./fields.ts";

const decimal = z.enum([".", ","]);
const timeZone = z.string().refine(isZone, { error: "is not a time zone such as Africa/Johannesburg" });

const rule = z.union([
  z.string().min(1).max(500),
  z.strictObject({
    /** The column, or in JSON Lines the path, that the value comes from. */
    column: z.string().min(1).max(500).optional(),
    /** The same value for every record. */
    value: z.union([z.string().max(500), z.number(), z.boolean()]).optional(),
    /** What the words of the file are called here: { "Complete": "delivered" }. */
    values: z.record(z.string(), z.string()).optional(),
    /** Instead of nothing, and of words that `values` does not know. */
    otherwise: z.string().max(500).optional(),
    prefix: z.string().max(40).optional(),
    decimal: decimal.optional(),
    date: z.string().max(40).optional(),
    timeZone: timeZone.optional(),
  }),
]);

const schema = z.strictObject({
  fields: z.record(z.string(), rule),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  decimal: decimal.default("."),
  /** Digits below the smallest unit of the currency are rounded instead of refused. */
  round: z.boolean().default(false),
  date: z.string().max(40).optional(),
  timeZone: timeZone.default("UTC"),
  delimiter: z.string().length(1).optional(),
  encoding: z.string().max(40).optional(),
});

export type Mapping = z.output<typeof schema>;
export type Rule = Exclude<z.output<typeof rule>, string>;
/** A field with its rule, ready to be applied. */
export type MappedField = { path: string; type: FieldType; rule: Rule };

/** Reads a mapping file; throws a UserError that names the first fault. */
export function readMapping(path: string, kind: RecordKind): Mapping {
  let input: unknown;
  try {
    input = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UserError(`The mapping ${path} cannot be read: ${(error as Error).message}`);
  }
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(`The mapping ${path}: ${issue?.path.join(".") || "it"}: ${issue?.message}.`);
  }
  const known = fieldsOf(kind);
  const unknown = Object.keys(parsed.data.fields).find((field) => !known.has(field));
  if (unknown !== undefined) {
    throw new UserError(`${kind} have no field "${unknown}". They have: ${[...known.keys()].join(", ")}.`);
  }
  return parsed.data;
}

/** Without a mapping file the columns bear the names of the fields. */
export function plainMapping(): Mapping {
  return schema.parse({ fields: {} });
}

/** The fields to fill from a file with these columns. Throws a UserError for a column that is not there or not known. */
export function fieldsToFill(mapping: Mapping, kind: RecordKind, columns: readonly string[]): MappedField[] {
  const known = fieldsOf(kind);
  const isPlain = Object.keys(mapping.fields).length === 0;
  const rules: [string, Mapping["fields"][string]][] = isPlain
    ? columns.filter((column) => !column.startsWith("_")).map((column) => [column, column])
    : Object.entries(mapping.fields);
  return rules.map(([path, given]) => {
    const type = known.get(path);
    if (!type) {
      throw new UserError(
        `${kind} have no field "${path}". Name the columns in a mapping (--mapping), or after the fields: ${[...known.keys()].join(", ")}.`,
      );
    }
    const rule = typeof given === "string" ? { column: given } : given;
    if (rule.column !== undefined && !columns.includes(rule.column)) {
      throw new UserError(
        `The file has no column "${rule.column}" for ${path}. It has: ${columns.join(", ")}.`,
      );
    }
    return { path, type, rule };
  });
}

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
