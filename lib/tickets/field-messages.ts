import type { AppError } from "@/lib/core/errors";
import texts from "@/messages/en/tickets.json";

type Texts = Record<string, string | undefined>;

const BY_FIELD: Record<string, Texts | undefined> = texts.fields;
const DEFAULTS: Texts = texts.fieldDefaults;

/**
 * The sentence for a fault of a field. `fault` is the word that the database uses too: `required`,
 * `too_long`, `unknown`. The API speaks English.
 */
export function fieldMessage(field: string, fault: string): string {
  return BY_FIELD[field]?.[fault] ?? DEFAULTS[fault] ?? texts.fieldDefaults.invalid;
}

/** The same failure with sentences instead of the database's words in `fields`. */
export function explain(error: AppError): AppError {
  if (!error.fields) return error;
  const fields = Object.entries(error.fields).map(([name, faults]) => [
    name,
    // A sentence says more than a word from the list: what can still be claimed, for instance.
    faults.map((fault) => (fault === "quantity_exceeded" ? error.message : fieldMessage(name, fault))),
  ]);
  return { ...error, fields: Object.fromEntries(fields) };
}
