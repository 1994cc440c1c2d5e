import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { MAX_AMOUNT } from "@/lib/core/totals";
import { list, storable } from "@/lib/tickets/schema";
import { quoteFieldMessage as fault } from "./field-messages";
import { QUOTE_STATUSES } from "./types";

/** Limits of the database's commands, in characters as people count them or in pieces. */
export const QUOTE_LIMITS = {
  title: 200,
  message: 5_000,
  reason: 2_000,
  /** Lines of a version. */
  items: 500,
  /** Lines that a customer asks for. */
  requestItems: 100,
  description: 200,
  sku: 80,
  lineNote: 500,
  quantity: 1_000_000,
  /** Minor units of one piece. */
  unitPrice: 1_000_000_000_000,
  note: 5_000,
  terms: 5_000,
  attachments: 10,
  search: 200,
} as const;

function fits(max: number) {
  // Code points, as PostgreSQL counts: an emoji is one character, not two.
  return (text: string) => text.length <= max || Array.from(text).length <= max;
}

function text(field: string, max: number) {
  return z
    .string({ error: fault(field, "required") })
    .transform(storable)
    .refine((value) => value !== "", { error: fault(field, "required"), abort: true })
    .refine(fits(max), { error: fault(field, "too_long") });
}

function optionalText(field: string, max: number) {
  return z
    .string({ error: fault(field, "invalid") })
    .transform(storable)
    .refine(fits(max), { error: fault(field, "too_long") })
    .transform((value) => value || undefined)
    .nullish()
    .transform((value) => value ?? undefined);
}

const onOneLine = (value: string) => value.replace(/\s*[\t\n]\s*/g, " ");

function line(field: string, max: number) {
  return text(field, max).transform(onOneLine);
}

function optionalLine(field: string, max: number) {
  return optionalText(field, max).transform((value) => value && onOneLine(value));
}

function id(field: string) {
  const error = fault(field, "unknown");
  return z
    .string({ error })
    .refine(isUuid, { error })
    .transform((value) => value.toLowerCase());
}

function optionalId(field: string) {
  return id(field)
    .nullish()
    .transform((value) => value ?? undefined);
}

function integer(field: string, min: number, max: number) {
  const error = fault(field, "invalid");
  return z.int({ error }).min(min, { error }).max(max, { error });
}

const quantity = integer("quantity", 1, QUOTE_LIMITS.quantity);

/** A line that is asked for: a product of the catalogue, or words. */
const requestItem = z
  .object({
    productId: optionalId("productId"),
    description: optionalLine("description", QUOTE_LIMITS.description),
    quantity: quantity.default(1),
    note: optionalText("note", QUOTE_LIMITS.lineNote),
  })
  .refine((item) => item.productId !== undefined || item.description !== undefined, {
    error: fault("description", "required"),
    path: ["description"],
  });

/** A request for a price. Without a title, the first line names it. */
export const quoteRequestInput = z
  .object({
    title: optionalLine("title", QUOTE_LIMITS.title),
    message: optionalText("message", QUOTE_LIMITS.message),
    items: z
      .array(requestItem, { error: fault("items", "invalid") })
      .max(QUOTE_LIMITS.requestItems, { error: fault("items", "too_many") })
      .default([]),
    attachmentIds: z
      .array(id("attachmentIds"), { error: fault("attachmentIds", "invalid") })
      .max(QUOTE_LIMITS.attachments, { error: fault("attachmentIds", "too_many") })
      .default([]),
  })
  .refine((input) => input.items.length > 0 || input.message !== undefined, {
    error: fault("items", "required"),
    path: ["items"],
  });
export type QuoteRequestInput = z.output<typeof quoteRequestInput>;

const version = z
  .int({
    error: ({ input }) => fault("version", input === undefined ? "required" : "invalid"),
  })
  .min(0, { error: fault("version", "invalid") });

/** What is accepted is named: the version that the customer looked at. */
export const acceptInput = z.object({ version });
export type AcceptInput = z.output<typeof acceptInput>;

/** Without `version` the latest is meant. */
export const declineInput = z.object({
  version: version.optional(),
  reason: text("reason", QUOTE_LIMITS.reason),
});
export type DeclineInput = z.output<typeof declineInput>;

/** Changes per line; without `version` they are meant for the latest one. Quantity 0 leaves the line out. */
export const changesInput = z.object({
  version: version.optional(),
  message: text("message", QUOTE_LIMITS.message),
  items: z
    .array(
      z
        .object({
          itemId: id("items"),
          quantity: integer("quantity", 0, QUOTE_LIMITS.quantity).nullish(),
          message: optionalText("note", QUOTE_LIMITS.lineNote),
        })
        .refine((wish) => typeof wish.quantity === "number" || wish.message !== undefined, {
          error: fault("items", "invalid"),
        }),
      { error: fault("items", "invalid") },
    )
    .max(QUOTE_LIMITS.items, { error: fault("items", "too_many") })
    .default([]),
});
export type ChangesInput = z.output<typeof changesInput>;

/** At most five decimals: 15.125 per cent. */
const taxRate = z
  .number({ error: fault("taxRate", "invalid") })
  .min(0, { error: fault("taxRate", "invalid") })
  .max(1, { error: fault("taxRate", "invalid") })
  .refine((rate) => Number(rate.toFixed(5)) === rate, { error: fault("taxRate", "invalid") });

const draftItem = z.object({
  /** Of the line in an earlier version, which this one continues. */
  lineKey: optionalId("items"),
  productId: optionalId("productId"),
  sku: optionalLine("sku", QUOTE_LIMITS.sku),
  description: line("description", QUOTE_LIMITS.description),
  quantity,
  unitPrice: integer("unitPrice", 0, QUOTE_LIMITS.unitPrice),
  taxRate,
  discount: integer("discount", 0, MAX_AMOUNT).default(0),
  note: optionalText("note", QUOTE_LIMITS.lineNote),
});

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A day, whose end in the customer's zone is meant, or a moment. */
const validUntil = z
  .string({ error: fault("validUntil", "invalid") })
  .refine((value) => isDay(value) || z.iso.datetime({ offset: true }).safeParse(value).success, {
    error: fault("validUntil", "invalid"),
  })
  .nullish()
  .transform((value) => value ?? undefined);

function isDay(value: string): boolean {
  // The thirtieth of February is read as a day in March.
  return DAY.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value;
}

/** The next version of a quote while it is prepared. Amounts are minor units of `currency`. */
export const draftInput = z.object({
  title: optionalLine("title", QUOTE_LIMITS.title),
  currency: z
    .string({ error: fault("currency", "invalid") })
    .regex(/^[A-Z]{3}$/, { error: fault("currency", "invalid") })
    .optional(),
  items: z
    .array(draftItem, { error: fault("items", "invalid") })
    .max(QUOTE_LIMITS.items, { error: fault("items", "too_many") }),
  discount: integer("discount", 0, MAX_AMOUNT).default(0),
  validUntil,
  note: optionalText("note", QUOTE_LIMITS.note),
  terms: optionalText("terms", QUOTE_LIMITS.terms),
});
export type DraftInput = z.output<typeof draftInput>;

const expectedRevision = z.int({
  error: ({ input }) => fault("expectedRevision", input === undefined ? "required" : "invalid"),
});

export const saveDraftInput = draftInput.extend({ expectedRevision });
export const revisionInput = z.object({ expectedRevision });

/** A quote that staff begin, for a customer who asked by telephone. */
export const staffQuoteInput = z.object({
  customerId: id("customerId"),
  title: line("title", QUOTE_LIMITS.title),
  message: optionalText("message", QUOTE_LIMITS.message),
  draft: draftInput.optional(),
});
export type StaffQuoteInput = z.output<typeof staffQuoteInput>;

/** Filters of the customer's list, as query parameters. */
export const quoteFilters = z.object({
  status: list(z.enum(QUOTE_STATUSES, { error: fault("status", "unknown") })),
  q: optionalText("q", QUOTE_LIMITS.search),
});

/** Those of staff. */
export const deskQuoteFilters = quoteFilters.extend({ customer: id("customerId").optional() });
export type DeskQuoteFilters = z.output<typeof deskQuoteFilters>;

export const productQuery = z.object({
  q: z.string().max(QUOTE_LIMITS.search).default(""),
  limit: z.coerce.number().int().min(1).max(50).default(12),
});

/** Which version's PDF; the latest without it. */
export const pdfQuery = z.object({ version: z.coerce.number().int().min(1).max(1000).optional() });

/** The path of a quote, which names it by its id or its number; imported numbers have any form. */
export const quoteParams = z.object({
  id: z
    .string()
    .max(40)
    .regex(/^[^\p{Cc}\p{Surrogate}]+$/u)
    .transform((value) => (isUuid(value) ? value.toLowerCase() : value)),
});
