import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { NOTIFICATION_EVENTS } from "./types";
import { TEMPLATE_PARAMETERS, TEMPLATE_STATUSES } from "./whatsapp";

const parameters = z
  .string()
  .max(200)
  .transform((text) =>
    text
      .split(/[\s,]+/)
      .map((part) => part.toLowerCase())
      .filter(Boolean),
  )
  .pipe(
    z
      .array(z.enum(TEMPLATE_PARAMETERS, { error: `Choose from ${TEMPLATE_PARAMETERS.join(", ")}.` }))
      .max(6, { error: "A template has six parameters at most." }),
  );

/** The form of a template; without an id it is a new one. */
export const templateForm = z.object({
  id: z.string().refine(isUuid).optional(),
  event: z.union([z.literal(""), z.enum(NOTIFICATION_EVENTS)]),
  name: z
    .string()
    .trim()
    .regex(/^[a-z0-9_]{1,100}$/, {
      error: "A name has small letters, digits and underscores, as WhatsApp shows it.",
    }),
  language: z
    .string()
    .trim()
    .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, {
      error: "Give the language as WhatsApp shows it, such as en or pt_BR.",
    }),
  parameters,
  status: z.enum(TEMPLATE_STATUSES),
});
export type TemplateInput = z.output<typeof templateForm>;

export const templateRef = z.object({ id: z.string().refine(isUuid) });
