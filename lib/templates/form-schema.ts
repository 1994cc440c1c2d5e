import { z } from "zod";
import { templateChanges, templateInput, templateParams } from "./schema";

const version = z.coerce.number().pipe(templateChanges.shape.expectedVersion.unwrap());
const emptyIsNull = (value: unknown) => (value === "" ? null : value);
const category = z.preprocess(emptyIsNull, templateInput.shape.category);

/** The editor: a template that exists has its id and the version that was on the screen, a new one a key of the form's. */
export const templateForm = templateInput.extend({
  category,
  templateId: z.preprocess((value) => value || undefined, templateParams.shape.id.optional()),
  expectedVersion: z.preprocess((value) => value || undefined, version.optional()),
  /** Somebody else's version that was looked at, and is to be written over. */
  overVersion: version.optional(),
  key: z.string().regex(/^[\w-]{1,100}$/),
});

/** Archiving a template, or bringing it back. */
export const archiveForm = z.object({
  id: templateParams.shape.id,
  isActive: z.enum(["true", "false"]).transform((value) => value === "true"),
});

/** The number of the ticket that a preview takes its values from, however it was typed. */
export const ticketNumber = z
  .string()
  .max(60)
  .transform((value) => value.trim().toUpperCase())
  .pipe(z.string().regex(/^TKT-\d{4}-\d{5,12}$/));
