import { z } from "zod";
import texts from "@/messages/en/help.json";

const { faults } = texts;

/** Limits of the database, in characters. */
const HELP_LIMITS = { query: 300, reason: 500, slug: 120 } as const;

const slug = z
  .string({ error: faults.slug })
  .min(1, { error: faults.slug })
  .max(HELP_LIMITS.slug, { error: faults.slug })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: faults.slug });

/** The path of an article. What is no slug cannot exist. */
export const articleParams = z.object({ slug });

/** A passage, by its id. */
export const passageParams = z.object({ id: z.uuid() });

/** A search as a query string. Controls and halves of characters are nothing to look for. */
export const searchQuery = z.object({
  q: z
    .string({ error: faults.query })
    .max(HELP_LIMITS.query, { error: faults.query })
    .transform((text) => text.replace(/[\p{Cc}\p{Surrogate}]/gu, " ").trim()),
  category: z.union([z.literal("").transform(() => undefined), slug]).optional(),
  limit: z.coerce.number().int().min(1).max(20).default(8),
});

const reason = z
  .string({ error: faults.reason })
  .transform((text) =>
    text
      .replaceAll("\r\n", "\n")
      .replace(/(?![\t\n])\p{Cc}|\p{Surrogate}/gu, "")
      .trim(),
  )
  .refine((text) => text.length <= HELP_LIMITS.reason, { error: faults.reason })
  .transform((text) => text || undefined)
  .optional();

/** `{ helpful, reason? }` */
export const voteInput = z.object({ helpful: z.boolean({ error: faults.helpful }), reason });
export type VoteInput = z.output<typeof voteInput>;

/** The same as a form sends it. */
export const voteForm = z.object({
  slug,
  helpful: z.enum(["yes", "no"], { error: faults.helpful }).transform((answer) => answer === "yes"),
  reason,
});

/** An article that spares a ticket with this subject. */
export const answeredInput = z.object({
  slug,
  subject: z.string({ error: faults.query }).max(HELP_LIMITS.query, { error: faults.query }),
});
