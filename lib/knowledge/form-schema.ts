import { z } from "zod";
import { articleInput, categoryInput, gapStatus, idParams, LIMITS } from "./schema";
import { ARTICLE_STATUSES } from "./types";

const emptyIsAbsent = (value: unknown) => value || undefined;
const version = z.coerce.number().pipe(z.int());
const list = (max: number) =>
  z
    .string()
    .max(max)
    .default("")
    .transform((text) =>
      text
        .split(/[,\n]/)
        .map((word) => word.trim())
        .filter(Boolean),
    );
const key = z.string().regex(/^[\w-]{1,100}$/);

/** The editor: an article that exists has its id and the version that was on the screen, a new one a key of the form's. */
export const articleForm = articleInput.omit({ status: true }).extend({
  keywords: list(4_000).pipe(articleInput.shape.keywords.unwrap()),
  related: list(1_000).pipe(articleInput.shape.related.unwrap()),
  isPopular: z
    .string()
    .optional()
    .transform((value) => value === "on"),
  articleId: z.preprocess(emptyIsAbsent, idParams.shape.id.optional()),
  gapId: z.preprocess(emptyIsAbsent, articleInput.shape.gapId),
  expectedVersion: z.preprocess(emptyIsAbsent, version.optional()),
  /** Somebody else's version that was looked at, and is to be written over. */
  overVersion: version.optional(),
  intent: z.enum(["save", "publish"]).default("save"),
  key,
});

/** Taking an article back, putting it away, publishing it again. */
export const statusForm = z.object({ id: idParams.shape.id, status: z.enum(ARTICLE_STATUSES) });

/** Going back to a version. */
export const restoreForm = z.object({ id: idParams.shape.id, version, expectedVersion: version });

export const helpCategoryForm = categoryInput.extend({
  id: z.preprocess(emptyIsAbsent, idParams.shape.id.optional()),
  parentId: z.preprocess((value) => value || null, categoryInput.shape.parentId),
  expectedVersion: z.preprocess(emptyIsAbsent, version.optional()),
  key,
});
export const categoryIdForm = z.object({ id: idParams.shape.id });
export const orderForm = z.object({
  ids: z
    .string()
    .max(10_000)
    .transform((text) => text.split(","))
    .pipe(z.array(idParams.shape.id).max(200)),
});

export const gapForm = z.object({ id: idParams.shape.id, status: gapStatus });

/** The text of the preview: what is beyond the limit is cut, not refused. */
export const previewText = z.string().transform((text) => text.slice(0, LIMITS.body));
