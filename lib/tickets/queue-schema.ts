import { z } from "zod";
import { tag, ticketChanges } from "./desk-schema";
import { fieldMessage } from "./field-messages";
import { id, text } from "./schema";

/** As many tickets as change at once. */
export const BULK_LIMIT = 100;

const ids = z
  .array(id("ids"), { error: fieldMessage("ids", "required") })
  .min(1, { error: fieldMessage("ids", "required") })
  .max(BULK_LIMIT, { error: fieldMessage("ids", "too_many") });
const tags = z.array(tag).max(20, { error: fieldMessage("tags", "invalid") });

/** The same changes to many tickets. `assigneeId: null` takes them away from whoever has them. */
export const bulkInput = z.object({
  ids,
  changes: z
    .object({
      assigneeId: ticketChanges.shape.assigneeId,
      priority: ticketChanges.shape.priority,
      status: ticketChanges.shape.status,
      addTags: tags.optional(),
      removeTags: tags.optional(),
    })
    .strict()
    .refine((changes) => Object.keys(changes).length > 0, { error: fieldMessage("changes", "required") }),
});
export type BulkInput = z.output<typeof bulkInput>;

const key = z.string().regex(/^[\w-]{1,100}$/);

/** `bulkInput` as the bar below the queue sends it: the changes as JSON, the key of this attempt beside them. */
export const bulkForm = z.object({
  key,
  ids: z
    .string()
    .transform((value) => value.split(","))
    .pipe(ids),
  changes: z
    .string()
    .max(2_000)
    .transform((value, context) => {
      try {
        return JSON.parse(value) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: fieldMessage("changes", "invalid") });
        return z.NEVER;
      }
    })
    .pipe(bulkInput.shape.changes),
});

export const undoForm = z.object({ key });

/** A view to keep. Its filters come as the address of the queue says them. */
export const viewForm = z.object({
  key,
  id: id("id").optional(),
  expectedVersion: z.coerce.number().int().optional(),
  name: text("name", 60),
  shared: z
    .enum(["on"])
    .optional()
    .transform((value) => value === "on"),
  query: z.string().max(4_000),
});

export const viewRef = z.object({ id: id("id") });
export const viewOrder = z.object({
  ids: z
    .string()
    .transform((value) => value.split(","))
    .pipe(z.array(id("ids")).max(100)),
});
