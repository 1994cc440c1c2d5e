import { z } from "zod";
import { REPLY_STATUSES } from "./desk-schema";
import { DRAFT_MODES } from "./draft-types";
import { fieldMessage } from "./field-messages";
import { id, LIMITS, list, text } from "./schema";

/** More than a message may have: what comes back can join what was begun meanwhile. */
const LONGEST_DRAFT = 100_000;
const MOST_FILES = 100;

const mode = z.enum(DRAFT_MODES, { error: fieldMessage("mode", "unknown") });
const status = z.enum(REPLY_STATUSES, { error: fieldMessage("status", "unknown") });
const version = z.int({ error: fieldMessage("expectedVersion", "invalid") });

/** A draft as the page keeps it. `version` is that of the draft that it replaces, null for a new one. */
export const draftInput = z.object({
  mode,
  // Not trimmed: whoever comes back to it finds the cursor's place as it was.
  body: z
    .string({ error: fieldMessage("body", "invalid") })
    .max(LONGEST_DRAFT, { error: fieldMessage("body", "too_long") }),
  attachmentIds: z.array(id("attachmentIds")).max(MOST_FILES).default([]),
  status: status.nullable().default(null),
  templateId: id("templateId").nullable().default(null),
  version: version.nullable().default(null),
});
export type DraftInput = z.output<typeof draftInput>;

const emptyIsAbsent = z.literal("").transform(() => undefined);

/** A message as the composer sends it, with ten seconds to take it back. */
export const sendDraftForm = z.object({
  ticketId: id("ticketId"),
  key: z.string().regex(/^[\w-]{1,100}$/),
  mode,
  body: text("body", LIMITS.body),
  attachmentIds: list(id("attachmentIds")).transform((ids) => ids ?? []),
  /** Empty leaves the ticket as it is. */
  status: emptyIsAbsent.or(status.optional()),
  templateId: emptyIsAbsent.or(id("templateId").optional()),
  version: emptyIsAbsent.or(z.coerce.number().pipe(version).optional()),
  /** When the latest message was written that the author has read: what came later is a conflict. */
  readUntil: z.iso.datetime({ error: fieldMessage("readUntil", "invalid") }).optional(),
});
export type SendDraftInput = Omit<z.output<typeof sendDraftForm>, "ticketId" | "key">;

/** A message that waits to be sent. */
export const draftRef = z.object({ draftId: id("draftId") });
