import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { id, list, optionalText } from "@/lib/tickets/schema";
import { invoiceFieldMessage as fault } from "./field-messages";
import { INVOICE_STATUSES } from "./types";

/** Limits, in characters as people count them, pieces or days. */
export const INVOICE_LIMITS = {
  search: 100,
  reference: 100,
  note: 2_000,
  attachments: 10,
  statementDays: 731,
} as const;

/** Filters of the list, as query parameters. `pending` are the open ones that are not late. */
export const invoiceFilters = z.object({
  status: list(z.enum(INVOICE_STATUSES, { error: fault("status", "unknown") })),
  q: optionalText("q", INVOICE_LIMITS.search),
  orderId: id("orderId").optional(),
  sort: z.enum(["due"], { error: fault("sort", "unknown") }).optional(),
});
export type InvoiceFilters = z.output<typeof invoiceFilters>;

/** The path of an invoice, which names it by its id or its number. Numbers are what their source made them. */
export const invoiceRef = z.object({
  id: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[^\p{Cc}\p{Surrogate}]+$/u)
    .transform((value) => (isUuid(value) ? value.toLowerCase() : value)),
});

const day = (field: string) => z.iso.date({ error: fault(field, "invalid") });

/** The time of a statement, both days included, and the form it is wanted in. */
export const statementQuery = z
  .object({
    from: day("from"),
    to: day("to"),
    format: z.enum(["pdf", "csv"], { error: fault("format", "unknown") }).default("pdf"),
  })
  .refine(({ from, to }) => from <= to, { path: ["to"], error: fault("to", "before_from") })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= INVOICE_LIMITS.statementDays * 86_400_000, {
    path: ["from"],
    error: fault("from", "too_long"),
  });
export type StatementQuery = z.output<typeof statementQuery>;

/** How a customer says they paid. */
export const PAYMENT_METHODS = ["bank_transfer", "card", "cash", "other"] as const;

/** "I have paid", as a form sends it: an empty text for what was left out, a repeated name as a list. */
export const paymentReportForm = z.preprocess(
  (input) => {
    const { attachmentIds, ...values } = input as Record<string, unknown>;
    return { ...values, attachmentIds: attachmentIds === undefined ? [] : [attachmentIds].flat() };
  },
  z.object({
    key: z.string().min(1).max(100),
    invoiceId: z.string().refine(isUuid),
    paidOn: day("paidOn"),
    method: z.enum(PAYMENT_METHODS, { error: fault("method", "unknown") }),
    reference: optionalText("reference", INVOICE_LIMITS.reference),
    note: optionalText("note", INVOICE_LIMITS.note),
    attachmentIds: z
      .array(id("attachmentIds"))
      .max(INVOICE_LIMITS.attachments, { error: fault("attachmentIds", "too_many") }),
  }),
);
export type PaymentReportInput = z.output<typeof paymentReportForm>;
