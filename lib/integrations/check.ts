import type { z } from "zod";
import texts from "../../messages/en/integrations.json" with { type: "json" };
import { RECORD_SCHEMAS } from "./schema.ts";
import type { CheckedRecord, RecordFault, RecordKind } from "./types.ts";

type Checked = { ok: true; record: CheckedRecord } | { ok: false; fault: RecordFault };
type Fields = Record<string, unknown>;

/** The fields that hold money, of a record and of its lines. */
export const MONEY_FIELDS = new Set([
  "price",
  "subtotal",
  "shipping",
  "tax",
  "discount",
  "total",
  "amountPaid",
  "unitPrice",
]);

/** Checks one record, and gives it the form that the database takes, or the first thing that is wrong with it. */
export function checkRecord(kind: RecordKind, input: unknown): Checked {
  if (!isFields(input)) return { ok: false, fault: { code: "invalid", message: texts.faults.notARecord } };
  const unfolded = unfoldMoney(input);
  if ("fault" in unfolded) return { ok: false, fault: unfolded.fault };
  const parsed = RECORD_SCHEMAS[kind].safeParse(unfolded.record);
  if (parsed.success) return { ok: true, record: parsed.data as CheckedRecord };
  return { ok: false, fault: faultOf(parsed.error, unfolded.record) };
}

/** `{ amount, currency }` becomes a plain amount; the record's currency is that of its amounts, which must agree. */
function unfoldMoney(input: Fields): { record: Fields } | { fault: RecordFault } {
  let currency = typeof input.currency === "string" ? input.currency : undefined;
  let fault: RecordFault | undefined;
  const unfold = (fields: Fields, path: string): Fields => {
    const entries = Object.entries(fields).map(([name, value]): [string, unknown] => {
      if (!MONEY_FIELDS.has(name) || !isFields(value)) return [name, value];
      if (typeof value.amount !== "number" || typeof value.currency !== "string") {
        fault ??= { code: "invalid", message: texts.faults.moneyObject, field: `${path}${name}` };
      } else {
        currency ??= value.currency;
        if (value.currency !== currency) {
          fault ??= {
            code: "other_currency",
            message: texts.faults.otherCurrency,
            field: `${path}${name}`,
          };
        }
      }
      return [name, value.amount];
    });
    return Object.fromEntries(entries);
  };
  const record = unfold(input, "");
  if (Array.isArray(record.items)) {
    record.items = record.items.map((item: unknown, index) =>
      isFields(item) ? unfold(item, `items.${index}.`) : item,
    );
  }
  if (fault) return { fault };
  return { record: currency === undefined ? record : { ...record, currency } };
}

function faultOf(error: z.ZodError, record: Fields): RecordFault {
  const [issue] = error.issues;
  if (!issue) return { code: "invalid", message: texts.faults.wrongForm };
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const field = [...path, issue.keys[0] ?? ""].join(".");
    return { code: "unknown_field", message: texts.faults.unknownField, field };
  }
  const field = path.join(".");
  const isMissing = valueAt(record, issue.path) === undefined;
  if (isMissing) return { code: "missing", message: texts.faults.missing, field };
  return { ...describe(issue), field };
}

function describe(issue: z.core.$ZodIssue): RecordFault {
  const { faults } = texts;
  switch (issue.code) {
    case "too_big":
      return outOfRange(sizeMessage(issue.origin, "big"), issue.maximum);
    case "too_small":
      return outOfRange(sizeMessage(issue.origin, "small"), issue.minimum);
    case "invalid_value":
      return { code: "invalid", message: faults.oneOf.replace("{values}", issue.values.join(", ")) };
    case "custom":
      if (typeof issue.params?.tooLong === "number") return outOfRange(faults.tooLong, issue.params.tooLong);
      return {
        code: "invalid",
        message: issue.message === "Invalid input" ? faults.wrongForm : issue.message,
      };
    case "invalid_type":
      return {
        code: "invalid",
        message: issue.message.startsWith("Invalid") ? faults.wrongType : issue.message,
      };
    default:
      return {
        code: "invalid",
        message: issue.message.startsWith("Invalid") ? faults.wrongForm : issue.message,
      };
  }
}

function sizeMessage(origin: string, end: "big" | "small"): string {
  const { faults } = texts;
  if (origin === "string") return end === "big" ? faults.tooLong : faults.tooShort;
  if (origin === "array") return end === "big" ? faults.tooMany : faults.tooFew;
  return end === "big" ? faults.tooLarge : faults.tooSmall;
}

function outOfRange(message: string, limit: number | bigint): RecordFault {
  return { code: "out_of_range", message: message.replace("{limit}", String(limit)) };
}

function valueAt(record: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    record,
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
