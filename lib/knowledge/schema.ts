import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { optionalText, storable } from "@/lib/tickets/schema";
import { ARTICLE_SORTS, ARTICLE_VIEWS, GAP_STATUSES } from "./desk-types";
import { fieldMessage } from "./field-messages";
import { ARTICLE_STATUSES, VISIBILITIES } from "./types";

/** Limits of the database, in characters or pieces. */
export const LIMITS = {
  title: 160,
  summary: 500,
  body: 60_000,
  keyword: 60,
  keywords: 30,
  slug: 120,
  related: 6,
  categoryName: 80,
  categoryDescription: 300,
  categorySlug: 80,
  search: 200,
} as const;

const uuid = (field: string) =>
  z
    .string({ error: fieldMessage(field, "unknown") })
    .refine(isUuid, { error: fieldMessage(field, "unknown") })
    .transform((value) => value.toLowerCase());

/** The path of an article: its id or its address. */
export const articleParams = z.object({
  id: z
    .string()
    .max(LIMITS.slug)
    .regex(/^[a-z0-9-]+$/i),
});
export const idParams = z.object({ id: uuid("id") });

const within = (field: string, max: number) =>
  z
    .string({ error: fieldMessage(field, "required") })
    .transform(storable)
    .refine((value) => value.length <= max || Array.from(value).length <= max, {
      error: fieldMessage(field, "too_long"),
    });

const needed = (field: string, max: number) =>
  within(field, max).refine((value) => value !== "", { error: fieldMessage(field, "required") });

const slug = (field: string, max: number) =>
  z
    .string({ error: fieldMessage(field, "invalid") })
    .trim()
    .max(max, { error: fieldMessage(field, "invalid") })
    .regex(/^([a-z0-9]+(-[a-z0-9]+)*)?$/, { error: fieldMessage(field, "invalid") });

const locale = z
  .string({ error: fieldMessage("locale", "invalid") })
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, { error: fieldMessage("locale", "invalid") });

/** Short texts; a fault of one of them is a fault of the field. */
const listOf = (field: string, count: number, length: number) =>
  z
    .array(z.string(), { error: fieldMessage(field, "invalid") })
    .max(count, { error: fieldMessage(field, "too_many") })
    .transform((list) => list.map(storable).filter((one) => one !== ""))
    .refine((list) => list.every((one) => Array.from(one).length <= length), {
      error: fieldMessage(field, "too_long"),
    });

const articleFields = {
  title: needed("title", LIMITS.title),
  summary: within("summary", LIMITS.summary),
  /** Markdown. */
  body: within("body", LIMITS.body),
  keywords: listOf("keywords", LIMITS.keywords, LIMITS.keyword),
  /** Empty: made from the title. */
  slug: slug("slug", LIMITS.slug),
  categoryId: uuid("categoryId"),
  locale,
  isPopular: z.boolean({ error: fieldMessage("isPopular", "invalid") }),
  /** Ids or addresses of other articles. */
  related: listOf("related", LIMITS.related, LIMITS.slug),
};

/** A new article. It is a draft unless `status` is `published`. */
export const articleInput = z.object({
  title: articleFields.title,
  summary: articleFields.summary.default(""),
  body: articleFields.body.default(""),
  keywords: articleFields.keywords.default([]),
  slug: articleFields.slug.optional(),
  categoryId: articleFields.categoryId,
  locale: articleFields.locale.default("en"),
  isPopular: articleFields.isPopular.default(false),
  related: articleFields.related.default([]),
  status: z.enum(["draft", "published"], { error: fieldMessage("status", "invalid") }).default("draft"),
  /** The question that nothing answered, which this article is for. */
  gapId: uuid("gapId").optional(),
});
export type ArticleInput = z.output<typeof articleInput>;

/** A change of an article; what is absent stays. */
export const articleChanges = z.object({
  ...Object.fromEntries(Object.entries(articleFields).map(([name, field]) => [name, field.optional()])),
  status: z.enum(ARTICLE_STATUSES, { error: fieldMessage("status", "invalid") }).optional(),
  /** The version that was on the screen: somebody else's change in between is a conflict. */
  expectedVersion: z.int({ error: fieldMessage("expectedVersion", "invalid") }).optional(),
}) as z.ZodType<ArticleChanges>;
export type ArticleChanges = Partial<Omit<ArticleInput, "status" | "gapId">> & {
  status?: (typeof ARTICLE_STATUSES)[number] | undefined;
  expectedVersion?: number | undefined;
};

/** Filters of the list, as query parameters. */
export const articleFilters = z.object({
  q: optionalText("q", LIMITS.search),
  status: z.enum(ARTICLE_VIEWS).exclude(["all"]).optional(),
  categoryId: uuid("categoryId").optional(),
  locale: locale.optional(),
  sort: z.enum(ARTICLE_SORTS).optional(),
});
export type ArticleFilters = z.output<typeof articleFilters>;

/** A category, new or to be changed. */
export const categoryInput = z.object({
  name: needed("name", LIMITS.categoryName),
  slug: slug("slug", LIMITS.categorySlug).optional(),
  description: within("description", LIMITS.categoryDescription).default(""),
  icon: z
    .string()
    .regex(/^[a-z0-9-]{0,40}$/, { error: fieldMessage("icon", "invalid") })
    .default(""),
  parentId: uuid("parentId").nullable().default(null),
  visibility: z.enum(VISIBILITIES, { error: fieldMessage("visibility", "unknown") }).default("public"),
});
export type CategoryInput = z.output<typeof categoryInput>;

export const gapStatus = z.enum(GAP_STATUSES);
