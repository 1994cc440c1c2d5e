import { z } from "zod";
import { parseAmount } from "@/lib/core/money";
import { fieldMessage } from "./field-messages";
import { id, LIMITS, optionalText, text } from "./schema";
import { RESOLUTION_TYPES } from "./types";

const version = z.int({ error: fieldMessage("expectedVersion", "invalid") });
const invalid = fieldMessage("refund", "invalid");
const currency = z.string({ error: invalid }).regex(/^[A-Z]{3}$/, { error: invalid });

/** How a ticket ends: what was done, in words for the customer, and what goes back. */
export const resolveInput = z.object({
  resolutionType: z.enum(RESOLUTION_TYPES, { error: fieldMessage("resolutionType", "unknown") }),
  notes: text("notes", LIMITS.resolution),
  /** In smallest units. A full refund without it is what may go back. */
  refund: z
    .object({ amount: z.int({ error: invalid }).min(1, { error: invalid }), currency }, { error: invalid })
    .nullish()
    .transform((refund) => refund ?? undefined),
  expectedVersion: version.optional(),
});
export type ResolveInput = z.output<typeof resolveInput>;

/** `resolveInput` as the dialog sends it: the amount as it was typed, empty for none. */
export const resolveForm = z
  .object({
    ticketId: id("ticketId"),
    expectedVersion: z.coerce.number().pipe(version),
    resolutionType: resolveInput.shape.resolutionType,
    notes: resolveInput.shape.notes,
    amount: z.string().max(40, { error: invalid }).default(""),
    currency: currency.optional(),
  })
  .transform(({ amount, currency: unit, ...input }, context) => {
    if (amount.trim() === "" || !unit) return { ...input, refund: undefined };
    const minor = parseAmount(amount, unit);
    if (minor !== null && minor > 0) return { ...input, refund: { amount: minor, currency: unit } };
    context.addIssue({ code: "custom", path: ["refund"], message: invalid });
    return z.NEVER;
  });

/** What an admin says to a refund that waits. */
export const decideRefundForm = z.object({
  refundId: id("refundId"),
  decision: z.enum(["approve", "reject"], { error: fieldMessage("approve", "invalid") }),
  reason: optionalText("reason", LIMITS.reason),
});
export type RefundDecision = z.output<typeof decideRefundForm>;
