import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { optionalText, slug, storable } from "@/lib/tickets/schema";
import { fieldMessage } from "./field-messages";
import { TEMPLATE_SORTS, TEMPLATE_STATES } from "./types";

/** Limits of the database, in characters. */
export const LIMITS = { name: 120, body: 10_000, search: 200 } as const;

/** The path of a template. */
export const templateParams = z.object({
  id: z
    .string()
    .refine(isUuid)
    .transform((value) => value.toLowerCase()),
});

function limited(field: "name" | "body") {
  return z
    .string({ error: fieldMessage(field, "required") })
    .transform(storable)
    .refine((value) => value !== "", { error: fieldMessage(field, "required"), abort: true })
    .refine((value) => Array.from(value).length <= LIMITS[field], { error: fieldMessage(field, "too_long") });
}

const category = slug("category").nullable();

/** A new template. Without a category it is for all of them. */
export const templateInput = z.object({
  name: limited("name"),
  category: category.default(null),
  body: limited("body"),
});
export type TemplateInput = z.output<typeof templateInput>;

/** A change of a template; what is absent stays. `isActive: false` archives it. */
export const templateChanges = z.object({
  name: limited("name").optional(),
  category: category.optional(),
  body: limited("body").optional(),
  isActive: z.boolean({ error: fieldMessage("isActive", "invalid") }).optional(),
  /** The version that was on the screen: somebody else's change in between is a conflict. */
  expectedVersion: z.int({ error: fieldMessage("expectedVersion", "invalid") }).optional(),
});
export type TemplateChanges = z.output<typeof templateChanges>;

/** Filters of the list, as query parameters. `near` puts a category first, then what is for all of them. */
export const templateFilters = z.object({
  q: optionalText("q", LIMITS.search),
  category: slug("category").optional(),
  near: slug("category").optional(),
  state: z.enum(TEMPLATE_STATES).optional(),
  sort: z.enum(TEMPLATE_SORTS).optional(),
});
export type TemplateFilters = z.output<typeof templateFilters>;
