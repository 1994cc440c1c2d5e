import type { AppError } from "@/lib/core/errors";
import texts from "@/messages/en/domains.json";
import type { HostnameFault } from "./hostname";

const FIELDS: Record<string, Record<string, string> | undefined> = texts.fields;

/** The sentence for a fault of a field. The API speaks English. */
export function fieldMessage(field: string, fault: HostnameFault | "invalid"): string {
  return FIELDS[field]?.[fault] ?? texts.fields.default.invalid;
}

/** Refusals that are about the name itself: a form shows them beside it. */
const ABOUT_THE_NAME = ["domain_exists", "domain_taken", "domain_claimed"];

/** The same failure with sentences in `fields`. */
export function explain(error: AppError): AppError {
  if (error.reason && ABOUT_THE_NAME.includes(error.reason))
    return { ...error, fields: { hostname: [error.message] } };
  if (!error.fields) return error;
  const fields = Object.entries(error.fields).map(([name, faults]) => [
    name,
    faults.map((fault) => fieldMessage(name, fault as HostnameFault)),
  ]);
  return { ...error, fields: Object.fromEntries(fields) };
}
