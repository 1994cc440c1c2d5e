import { z } from "zod";
import { CATEGORY_NEEDS, TICKET_PRIORITIES } from "@/lib/tickets/types";
import texts from "@/messages/en/categories.json";
import { LIMITS } from "./types";

const faults = texts.faults;
const line = (max: number, required: string, tooLong: string) =>
  z
    .string({ error: required })
    .transform((value) => value.replace(/\s+/g, " ").trim())
    .refine((value) => value !== "", { error: required, abort: true })
    .refine((value) => Array.from(value).length <= max, { error: tooLong });

const slug = z.string().regex(/^[a-z][a-z_]{1,39}$/, { error: faults.slug });

const issueType = z.object({
  slug: slug.optional(),
  label: line(LIMITS.label, faults.issueTypeLabel, faults.labelTooLong),
  isActive: z.boolean().default(true),
});

/** The list of issue types travels as one field: rows come, go and move. */
const issueTypes = z
  .string()
  .max(50_000)
  .transform((json, context) => {
    try {
      return JSON.parse(json) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: faults.issueTypes });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(issueType, { error: faults.issueTypes })
      .max(LIMITS.issueTypes, { error: faults.tooManyIssueTypes }),
  );

/** The editor of a category. A new one may name its slug, one that exists has its slug and version. */
export const categoryForm = z.object({
  slug: z.preprocess((value) => value || undefined, slug.optional()),
  isNew: z.enum(["true", "false"]).transform((value) => value === "true"),
  key: z.string().regex(/^[\w-]{1,100}$/),
  expectedVersion: z.coerce.number().int().optional(),
  label: line(LIMITS.label, faults.label, faults.labelTooLong),
  description: z
    .string()
    .transform((value) => value.replace(/\s+/g, " ").trim())
    .refine((value) => Array.from(value).length <= LIMITS.description, { error: faults.descriptionTooLong }),
  needs: z.preprocess((value) => value || null, z.enum(CATEGORY_NEEDS, { error: faults.choose }).nullable()),
  defaultPriority: z.enum(TICKET_PRIORITIES, { error: faults.choose }),
  isActive: z.preprocess((value) => value === "on", z.boolean()),
  issueTypes,
});
export type CategoryInput = z.output<typeof categoryForm>;

/** The whole order of the list, so that sending it twice is sending it once. */
export const orderForm = z.object({
  slugs: z
    .string()
    .max(5_000)
    .transform((value) => value.split(","))
    .pipe(z.array(slug).max(100)),
});

export const deleteForm = z.object({ slug });
