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

/** Where only the database knows the figure: what can still be claimed, until when it could, what may go back. */
const TOLD_BY_DATABASE = new Set([
  "quantity_exceeded",
  "window_passed",
  "too_high",
  "wrong_currency",
  "infected",
]);

/** The same failure with sentences instead of the database's words in `fields`. */
export function explain(error: AppError): AppError {
  if (!error.fields) return error;
  const fields = Object.entries(error.fields).map(([name, faults]) => [
    name,
    faults.map((fault) => (TOLD_BY_DATABASE.has(fault) ? error.message : fieldMessage(name, fault))),
  ]);
  return { ...error, fields: Object.fromEntries(fields) };
}
