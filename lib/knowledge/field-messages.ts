import type { AppError } from "@/lib/core/errors";
import texts from "@/messages/en/knowledge.json";

type Texts = Record<string, string | undefined>;
const BY_FIELD: Record<string, Texts | undefined> = texts.fields;

/** The sentence for a fault of a field, by the word that the database uses too. The API speaks English. */
export function fieldMessage(field: string, fault: string): string {
  return BY_FIELD[field]?.[fault] ?? texts.fieldDefaults.invalid;
}

/** The same failure with sentences instead of the database's words. */
export function explain(error: AppError): AppError {
  if (!error.fields) return error;
  const fields = Object.entries(error.fields).map(([name, faults]) => [
    name,
    faults.map((fault) => BY_FIELD[name]?.[fault] ?? error.message),
  ]);
  return { ...error, fields: Object.fromEntries(fields) };
}
