import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { declineInput, draftInput, revisionInput, staffQuoteInput } from "./schema";

/** The forms of staff: text only, and a draft as one text in JSON. */

const quoteId = z.string().refine(isUuid);
const key = z.string().min(1).max(100);

function toNumber(value: unknown): unknown {
  return typeof value === "string" ? Number(value) : value;
}

function toJson(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return null;
  }
}

const expectedRevision = z.preprocess(toNumber, revisionInput.shape.expectedRevision);

export const saveDraftForm = z.object({
  quoteId,
  expectedRevision,
  draft: z.preprocess(toJson, draftInput),
});

export const sendQuoteForm = z.object({ quoteId, expectedRevision });

export const quoteForm = z.object({ quoteId });

export const convertForm = z.object({ quoteId, key });

export const withdrawForm = declineInput.extend({
  quoteId,
  version: z.preprocess(toNumber, declineInput.shape.version),
});

/** What was left empty is absent. */
export const newQuoteForm = z
  .record(z.string(), z.unknown())
  .transform((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "")))
  .pipe(staffQuoteInput.pick({ customerId: true, title: true, message: true }).extend({ key }));
