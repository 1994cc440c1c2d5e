import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { fieldMessage } from "./field-messages";
import { id, LIMITS, slug, text, ticketInput } from "./schema";
import { LINK_KINDS } from "./types";

/** A key of the form's own, made when it was shown: sending it twice is sending it once. */
const formKey = z.string().regex(/^[\w-]{1,100}$/);
const version = z.int({ error: fieldMessage("expectedVersion", "invalid") });
const subject = text("subject", LIMITS.subject).transform((value) => value.replace(/\s*[\t\n]\s*/g, " "));

/** Another ticket, by its id or its number. */
function ticketRef(field: string) {
  const error = fieldMessage(field, "unknown");
  return z
    .string({ error })
    .transform((value) => value.trim())
    .refine((value) => isUuid(value) || /^TKT-\d{4}-\d{5,12}$/i.test(value), { error })
    .transform((value) => (isUuid(value) ? value.toLowerCase() : value.toUpperCase()));
}

/** The ticket that a merge leaves. */
export const mergeInput = z.object({
  intoTicketId: ticketRef("intoTicketId"),
  /** The version that was on the screen: somebody else's change in between is a conflict. */
  expectedVersion: version.optional(),
});
export type MergeInput = z.output<typeof mergeInput>;

const messageIds = z
  .array(id("messageIds"), { error: fieldMessage("messageIds", "required") })
  .min(1, { error: fieldMessage("messageIds", "required") })
  .max(100, { error: fieldMessage("messageIds", "too_many") });

/** What becomes a ticket of its own, and what that is called. */
export const splitInput = z.object({ messageIds, subject, category: slug("category").optional() });
export type SplitInput = z.output<typeof splitInput>;

/** A connection with another ticket. */
export const linkInput = z.object({
  ticketId: ticketRef("intoTicketId"),
  kind: z.enum(LINK_KINDS, { error: fieldMessage("kind", "unknown") }).default("related"),
});
export type LinkInput = z.output<typeof linkInput>;

/** `?ticketId=` of the connection to take away. */
export const unlinkQuery = linkInput.pick({ ticketId: true });

/** Until when a ticket is put aside. */
export const snoozeInput = z.object({
  until: z.iso.datetime({ offset: true, error: fieldMessage("until", "invalid") }),
});

/** `mergeInput` as the dialog sends it. */
export const mergeForm = mergeInput
  .extend({ ticketId: id("ticketId"), key: formKey })
  .omit({ expectedVersion: true });

/** `splitInput` as the dialog sends it. */
export const splitForm = splitInput.extend({
  ticketId: id("ticketId"),
  key: formKey,
  // A single field is text, several are a list.
  messageIds: z.preprocess((value) => [value ?? []].flat(), messageIds),
});

/** A follow-up as the dialog sends it: its words. The rest is as in the ticket that it follows. */
export const followUpForm = ticketInput
  .pick({ subject: true, description: true })
  .extend({ ticketId: id("ticketId"), key: formKey });

/** `linkInput` as the dialog sends it; `kind: none` takes the connection away. */
export const linkForm = z.object({
  ticketId: id("ticketId"),
  otherId: ticketRef("intoTicketId"),
  kind: z.enum([...LINK_KINDS, "none"], { error: fieldMessage("kind", "unknown") }),
});

/** A moment (ISO 8601), a time on the person's clock, or nothing to bring the ticket back. */
export const snoozeForm = z.object({
  ticketId: id("ticketId"),
  until: z
    .union([snoozeInput.shape.until, z.literal("")], { error: fieldMessage("until", "invalid") })
    .default(""),
  local: z.string().max(40).default(""),
});
