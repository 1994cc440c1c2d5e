import type { AppError } from "@/lib/core/errors";
import texts from "@/messages/en/quotes.json";

type Texts = Record<string, string | undefined>;

const BY_FIELD: Record<string, Texts | undefined> = texts.fields;
const DEFAULTS: Texts = texts.fieldDefaults;

/**
 * The sentence for a fault of a field. `fault` is the word that the database uses too: `required`, `too_long`,
 * `past`. Fields of lines are looked up by their last part: `items.3.unitPrice`. The API speaks English.
 */
export function quoteFieldMessage(field: string, fault: string): string {
  const name = field.split(".").at(-1) ?? field;
  return BY_FIELD[name]?.[fault] ?? DEFAULTS[fault] ?? texts.fieldDefaults.invalid;
}

/** The same failure with sentences instead of the database's words in `fields`. */
export function explainQuote(error: AppError): AppError {
  if (!error.fields) return error;
  const fields = Object.entries(error.fields).map(([name, faults]) => [
    name,
    faults.map((fault) => quoteFieldMessage(name, fault)),
  ]);
  return { ...error, fields: Object.fromEntries(fields) };
}
