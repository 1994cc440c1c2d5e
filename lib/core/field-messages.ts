import type { AppError } from "./errors";

type Texts = Record<string, string | undefined>;

/**
 * How a feature puts faults of fields into words, from its message catalogue: by field, then by the word that the
 * database uses too. `invalid` stands for faults without a sentence of their own. The API speaks English.
 */
export function fieldMessages(texts: {
  fields: Record<string, Texts | undefined>;
  fieldDefaults: { invalid: string };
}) {
  return {
    /** The sentence for a fault of a field. */
    fieldMessage: (field: string, fault: string): string =>
      texts.fields[field]?.[fault] ?? texts.fieldDefaults.invalid,
    /** The same failure with sentences instead of the database's words; its own sentence where there is none. */
    explain: (error: AppError): AppError => {
      if (!error.fields) return error;
      const fields = Object.entries(error.fields).map(([name, faults]) => [
        name,
        faults.map((fault) => texts.fields[name]?.[fault] ?? error.message),
      ]);
      return { ...error, fields: Object.fromEntries(fields) };
    },
    /** The same failure with its own sentence beside the field: for commands that name one field at a time. */
    explainAsTold: (error: AppError): AppError => {
      if (!error.fields) return error;
      const fields = Object.keys(error.fields).map((name) => [name, [error.message]]);
      return { ...error, fields: Object.fromEntries(fields) };
    },
  };
}
