import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { list, optionalText, storable } from "@/lib/tickets/schema";
import { fieldMessage } from "./field-messages";
import {
  DAY_PARTS,
  INSTALLATION_STAGES,
  SERVICE_STATUSES,
  TERMINATION_REASONS,
  type TerminationReason,
} from "./types";

/** Limits of the database's commands, in characters or in pieces. */
export const LIMITS = {
  search: 200,
  note: 2_000,
  technician: 120,
  preparation: 1_000,
  statusNote: 500,
  preferences: 3,
} as const;

/** The path of a service. */
export const serviceParams = z.object({
  id: z
    .string()
    .refine(isUuid)
    .transform((value) => value.toLowerCase()),
});

/** Filters of a list, as query parameters. */
export const serviceFilters = z.object({
  status: list(z.enum(SERVICE_STATUSES, { error: fieldMessage("status", "unknown") })),
  q: optionalText("q", LIMITS.search),
});
export type ServiceFilters = z.output<typeof serviceFilters>;

/** Those of staff, who may look at one customer. */
export const deskServiceFilters = serviceFilters.extend({
  customer: z
    .string()
    .refine(isUuid, { error: fieldMessage("customer", "unknown") })
    .optional(),
});

function day(field: string) {
  const error = fieldMessage(field, "invalid");
  return z.iso.date({ error });
}

const note = z
  .string({ error: fieldMessage("note", "invalid") })
  .transform(storable)
  .refine((value) => Array.from(value).length <= LIMITS.note, { error: fieldMessage("note", "too_long") })
  .transform((value) => value || undefined)
  .optional();

const preference = z.object({
  date: day("preferences"),
  part: z.enum(DAY_PARTS, { error: fieldMessage("preferences", "invalid") }).default("any"),
});

/** What a customer asks for; the database knows what is on offer, and from which day on a service can end. */
export const serviceRequest = z.discriminatedUnion(
  "kind",
  [
    z.object({
      kind: z.literal("upgrade"),
      package: z.string({ error: fieldMessage("package", "unknown") }).max(60, {
        error: fieldMessage("package", "unknown"),
      }),
      note,
    }),
    z.object({
      kind: z.literal("termination"),
      reason: z.enum(TERMINATION_REASONS as readonly [TerminationReason, ...TerminationReason[]], {
        error: fieldMessage("reason", "unknown"),
      }),
      wishedOn: day("wishedOn"),
      note,
    }),
    z.object({
      kind: z.literal("reschedule"),
      preferences: z
        .array(preference, { error: fieldMessage("preferences", "required") })
        .min(1, { error: fieldMessage("preferences", "required") })
        .max(LIMITS.preferences, { error: fieldMessage("preferences", "too_many") }),
      note,
    }),
  ],
  { error: fieldMessage("kind", "unknown") },
);
export type ServiceRequestInput = z.output<typeof serviceRequest>;

/** A text that null or nothing empties, and absence leaves as it is. */
function changedText(field: string, max: number) {
  return z
    .string({ error: fieldMessage(field, "invalid") })
    .transform(storable)
    .refine((value) => Array.from(value).length <= max, { error: fieldMessage(field, "too_long") })
    .nullable()
    .optional();
}

const version = z.int({ error: fieldMessage("expectedVersion", "invalid") }).optional();

/** A moment that null empties. */
function changedMoment(field: string) {
  return z.iso
    .datetime({ offset: true, error: fieldMessage(field, "invalid") })
    .nullable()
    .optional();
}

/** A change of an installation step; what is absent stays. */
export const stepChanges = z.object({
  stage: z.enum(INSTALLATION_STAGES, { error: fieldMessage("stage", "unknown") }),
  windowStart: changedMoment("windowStart"),
  windowEnd: changedMoment("windowEnd"),
  technician: changedText("technician", LIMITS.technician),
  preparation: changedText("preparation", LIMITS.preparation),
  isDone: z.boolean({ error: fieldMessage("isDone", "invalid") }).optional(),
  expectedVersion: version,
});
export type StepChanges = z.output<typeof stepChanges>;

/** A change of a service by staff; what is absent stays. */
export const serviceChanges = z.object({
  status: z.enum(SERVICE_STATUSES, { error: fieldMessage("status", "unknown") }).optional(),
  statusNote: changedText("statusNote", LIMITS.statusNote),
  endsOn: day("endsOn").nullable().optional(),
  package: z
    .string({ error: fieldMessage("package", "unknown") })
    .max(60, { error: fieldMessage("package", "unknown") })
    .optional(),
  expectedVersion: version,
});
export type ServiceChanges = z.output<typeof serviceChanges>;
