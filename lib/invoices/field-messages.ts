import type { AppError } from "@/lib/core/errors";
import texts from "@/messages/en/invoices.json";

type Texts = Record<string, string | undefined>;

const BY_FIELD: Record<string, Texts | undefined> = texts.fields;
const DEFAULTS: Texts = texts.fieldDefaults;

/** The sentence for a fault of a field; the database uses the same words for faults. The API speaks English. */
export function invoiceFieldMessage(field: string, fault: string): string {
  return BY_FIELD[field]?.[fault] ?? DEFAULTS[fault] ?? texts.fieldDefaults.invalid;
}

/** The same failure with sentences instead of the database's words in `fields`. */
export function explainInvoice(error: AppError): AppError {
  if (!error.fields) return error;
  const fields = Object.entries(error.fields).map(([name, faults]) => [
    name,
    faults.map((fault) => invoiceFieldMessage(name, fault)),
  ]);
  return { ...error, fields: Object.fromEntries(fields) };
}
