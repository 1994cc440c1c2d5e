import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import texts from "@/messages/en/desk.json";
import {
  DESK_VIEWS,
  type DeskFilters,
  defaultView,
  QUEUE_SORTS,
  type QueueAddress,
  SLA_FILTERS,
} from "./desk-views";
import { fieldMessage } from "./field-messages";
import { decodeQueueCursor } from "./queue-cursor";
import {
  conversationQuery,
  id,
  LIMITS,
  list,
  messageInput,
  optionalText,
  slug,
  ticketFilters,
  ticketInput,
} from "./schema";
import { type TICKET_CHANNELS, TICKET_PRIORITIES, TICKET_STATUSES } from "./types";

/** Where a reply of staff may leave a ticket. */
export const REPLY_STATUSES = ["waiting_customer", "in_progress"] as const;

/** What staff do to a status by a button; `assign` comes with an assignee. */
export const STAFF_ACTIONS = ["start", "wait", "hold", "resolve", "close", "cancel", "reopen"] as const;
export type StaffAction = (typeof STAFF_ACTIONS)[number];

/** Channels that a member of staff takes a ticket from; the others make theirs themselves. */
export const DESK_CHANNELS = [
  "phone",
  "email",
  "whatsapp",
  "chat",
] as const satisfies readonly (typeof TICKET_CHANNELS)[number][];

const MAX_TAGS = 20;

/** A label for staff. */
export const tag = z
  .string({ error: fieldMessage("tags", "invalid") })
  .transform((value) => value.trim().toLowerCase())
  .refine((value) => /^[a-z0-9][a-z0-9-]{0,39}$/.test(value), { error: fieldMessage("tags", "invalid") });

const tags = z.array(tag).max(MAX_TAGS, { error: fieldMessage("tags", "invalid") });

const assigneeId = id("assigneeId").nullable();

const version = z.int({ error: fieldMessage("expectedVersion", "invalid") });

/** Filters of the queue, as query parameters. */
export const deskFilters = ticketFilters.extend({
  assignee: z
    .string()
    .refine((value) => value === "me" || value === "none" || isUuid(value), {
      error: fieldMessage("assigneeId", "unknown"),
    })
    .optional(),
  team: z
    .string()
    .refine((value) => value === "mine" || value === "none" || isUuid(value), {
      error: fieldMessage("teamId", "unknown"),
    })
    .optional(),
  customer: id("customerId").optional(),
  tag: tag.optional(),
  sla: list(z.enum(SLA_FILTERS, { error: fieldMessage("sla", "unknown") })),
  resolved: z.enum(["today"], { error: fieldMessage("resolved", "unknown") }).optional(),
  look: z.enum(["yes"], { error: fieldMessage("look", "unknown") }).optional(),
  snoozed: z.enum(["yes", "no"], { error: fieldMessage("snoozed", "unknown") }).optional(),
});

/** The order of the queue, as a query parameter. */
const queueSort = z.enum(QUEUE_SORTS, { error: fieldMessage("sort", "unknown") }).optional();

/** A page of the queue, as query parameters of the API. */
export const queueQuery = deskFilters.extend({
  sort: queueSort,
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .max(500)
    .transform((text, context) => {
      const cursor = decodeQueueCursor(text);
      if (cursor) return cursor;
      context.addIssue({ code: "custom", message: texts.badCursor });
      return z.NEVER;
    })
    .optional(),
});

/** What staff change about a ticket in one step. `assigneeId: null` takes it away from whoever has it. */
export const ticketChanges = z
  .object({
    status: z.enum(TICKET_STATUSES, { error: fieldMessage("status", "unknown") }).optional(),
    priority: z.enum(TICKET_PRIORITIES, { error: fieldMessage("priority", "unknown") }).optional(),
    category: slug("category").optional(),
    teamId: id("teamId").nullable().optional(),
    assigneeId: id("assigneeId").nullable().optional(),
    tags: z
      .array(tag)
      .max(MAX_TAGS, { error: fieldMessage("tags", "invalid") })
      .optional(),
    /** The version that was on the screen: somebody else's change in between is a conflict. */
    expectedVersion: version.optional(),
  })
  .refine((changes) => Object.keys(changes).some((name) => name !== "expectedVersion"), {
    error: texts.noChanges,
  });
export type TicketChanges = z.output<typeof ticketChanges>;

/** A move of the state machine, with a reason that the customer can read. */
const staffMove = z.object({
  action: z.enum(STAFF_ACTIONS, { error: fieldMessage("status", "unknown") }),
  reason: optionalText("reason", LIMITS.reason),
  expectedVersion: version.optional(),
});
export type StaffMove = z.output<typeof staffMove>;

/** A reply, or a note for staff alone. */
export const staffMessageInput = messageInput.extend({
  internal: z.boolean({ error: fieldMessage("internal", "invalid") }).default(false),
  /** Where a reply leaves the ticket; waiting for the customer unless said otherwise. */
  status: z.enum(REPLY_STATUSES, { error: fieldMessage("status", "unknown") }).optional(),
  /** When the latest message was written that the author has read: what came later is a conflict. */
  readUntil: z.iso.datetime({ error: fieldMessage("readUntil", "invalid") }).optional(),
  /** The template that the text began as: its use is counted. */
  templateId: id("templateId").optional(),
});
export type StaffMessageInput = z.output<typeof staffMessageInput>;

/** `conversationQuery`, and whether internal notes are printed too. */
export const staffConversationQuery = conversationQuery.extend({
  notes: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true"),
});

/** A ticket that staff open for a customer. */
export const staffTicketInput = ticketInput.extend({
  customerId: id("customerId"),
  /** Whose ticket it is among the people of the customer; the first of them unless said otherwise. */
  requesterId: id("requesterId").optional(),
  channel: z.enum(DESK_CHANNELS, { error: fieldMessage("channel", "unknown") }).default("phone"),
});

/** A key of the form's own, made when it was shown: sending it twice is sending it once. */
const formKey = z.string().regex(/^[\w-]{1,100}$/);
const formVersion = z.coerce.number().pipe(version);

/** `ticketChanges` as the controls beside a ticket send them: one fact at a time, all of it text. */
export const ticketChangesForm = z.object({
  ticketId: id("ticketId"),
  expectedVersion: formVersion,
  priority: ticketChanges.shape.priority,
  category: ticketChanges.shape.category,
  teamId: z
    .string()
    .transform((value) => value || null)
    .pipe(id("teamId").nullable())
    .optional(),
  assigneeId: z
    .string()
    .transform((value) => value || null)
    .pipe(assigneeId)
    .optional(),
  tags: z
    .string()
    .transform((value) => value.split(/[\s,]+/).filter(Boolean))
    .pipe(tags)
    .optional(),
});

/** `staffMove` as a form sends it. */
export const moveForm = staffMove.extend({ ticketId: id("ticketId"), expectedVersion: formVersion });

/** `staffMessageInput` as the composer sends it; an empty status leaves the ticket as it is. */
export const staffMessageForm = staffMessageInput.extend({
  status: z
    .literal("")
    .transform(() => undefined)
    .or(staffMessageInput.shape.status),
  ticketId: id("ticketId"),
  key: formKey,
  internal: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true"),
  attachmentIds: list(id("attachmentIds")).transform((ids) => ids ?? []),
});

/** `staffTicketInput` as the form for a new ticket sends it; what was left empty is absent. */
export const staffTicketForm = z
  .record(z.string(), z.unknown())
  .transform(
    (values): Record<string, unknown> => ({
      ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "")),
      attachmentIds: [values.attachmentIds ?? []].flat(),
      isPrivate: values.isPrivate === "on",
    }),
  )
  .pipe(staffTicketInput.extend({ key: formKey }));

type SearchParams = Record<string, string | string[] | undefined>;

/** The queue that an address asks for. What it says wrongly counts as not said: a link may be old. */
export function parseQueueAddress(params: SearchParams): QueueAddress {
  const fields = Object.entries(deskFilters.shape).flatMap(([name, field]) => {
    const parsed = field.safeParse(params[name] === "" ? undefined : params[name]);
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
  });
  const filters: DeskFilters = Object.fromEntries(fields);
  const view = z.enum(DESK_VIEWS).catch(defaultView(filters)).parse(params.view);
  const sort = queueSort.catch(undefined).parse(params.sort);
  const saved = id("saved").optional().catch(undefined).parse(params.saved);
  const cursor = typeof params.cursor === "string" ? params.cursor : undefined;
  return { view, filters, ...(sort && { sort }), ...(saved && { saved }), ...(cursor && { cursor }) };
}
