import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { fieldMessage } from "./field-messages";
import { CONSENT_PURPOSES, CORRECTION_FIELDS, PRIVACY_KINDS } from "./types";

const MAX_TEXT = 2_000;
const text = (field: string) =>
  z
    .string({ error: fieldMessage(field, "required") })
    .trim()
    .max(MAX_TEXT, { error: fieldMessage(field, "too_long") });

const password = z
  .string({ error: fieldMessage("password", "required") })
  .min(1, { error: fieldMessage("password", "required") })
  .max(200, { error: fieldMessage("password", "too_long") });

const details = z.object({
  reason: text("reason").optional(),
  field: z.enum(CORRECTION_FIELDS, { error: fieldMessage("field", "unknown") }).optional(),
  proposed: text("proposed").optional(),
});

/** What the API takes. A sentence instead of an object is the reason, of a correction what is to stand there. */
export const privacyRequestInput = z
  .object({
    kind: z.enum(PRIVACY_KINDS, { error: fieldMessage("kind", "unknown") }),
    details: z.union([details, text("details")]).optional(),
    /** For export and deletion. */
    password: password.optional(),
  })
  .transform(({ kind, details: said, password: secret }) => ({
    kind,
    details:
      typeof said === "string"
        ? kind === "correction"
          ? { proposed: said }
          : { reason: said }
        : (said ?? {}),
    password: secret,
  }));
export type PrivacyRequestInput = z.output<typeof privacyRequestInput>;

/** The path of a request: an id or a number. */
export const privacyParams = z.object({ id: z.string().regex(/^[0-9A-Za-z-]{1,40}$/) });
export const privacyIdParams = z.object({
  id: z
    .string()
    .refine(isUuid)
    .transform((value) => value.toLowerCase()),
});

const key = z.string().min(1).max(100);
const id = privacyIdParams.shape.id;
/** Forms of the portal. */
export const exportForm = z.object({ key, password });
export const deletionForm = z.object({ key, password, reason: text("reason").optional() });
export const correctionForm = z.object({
  key,
  field: z.enum(CORRECTION_FIELDS, { error: fieldMessage("field", "unknown") }),
  proposed: text("proposed").min(1, { error: fieldMessage("proposed", "required") }),
  reason: text("reason").optional(),
});
export const restrictionForm = z.object({ key, reason: text("reason").optional() });
export const consentInput = z.object({
  purpose: z.enum(CONSENT_PURPOSES, { error: fieldMessage("purpose", "unknown") }),
  given: z.union([z.boolean(), z.stringbool()]),
});
export type ConsentInput = z.output<typeof consentInput>;
export const requestForm = z.object({ id });
export const downloadForm = z.object({ id, password });

/** What a list of staff is narrowed to. */
export const privacyDeskFilters = z.object({
  open: z.stringbool().optional(),
  kind: z.enum(PRIVACY_KINDS).optional(),
});
export type PrivacyDeskFilters = z.output<typeof privacyDeskFilters>;

/** One change that staff make to a request. */
export const privacyChange = z.discriminatedUnion("action", [
  z.object({ action: z.literal("assign"), assigneeId: z.uuid().nullable() }),
  z.object({
    action: z.enum(["accept", "refuse"]),
    reason: text("reason").optional(),
    expectedVersion: z.coerce.number().int().positive().optional(),
  }),
  z.object({
    action: z.literal("extend"),
    days: z.coerce
      .number({ error: fieldMessage("days", "out_of_range") })
      .int()
      .min(1)
      .max(60, { error: fieldMessage("days", "out_of_range") }),
    reason: text("reason").min(1, { error: fieldMessage("reason", "required") }),
  }),
]);
export type PrivacyChange = z.output<typeof privacyChange>;
export const assignForm = z.object({ id, assigneeId: z.union([z.literal(""), z.uuid()]) });
export const decideForm = z.object({
  id,
  decision: z.enum(["accept", "refuse"]),
  reason: text("reason").optional(),
  expectedVersion: z.coerce.number().int().positive(),
});
export const extendForm = z.object({
  id,
  days: z.coerce
    .number({ error: fieldMessage("days", "out_of_range") })
    .int({ error: fieldMessage("days", "out_of_range") })
    .min(1, { error: fieldMessage("days", "out_of_range") })
    .max(60, { error: fieldMessage("days", "out_of_range") }),
  reason: text("reason").min(1, { error: fieldMessage("reason", "required") }),
});
