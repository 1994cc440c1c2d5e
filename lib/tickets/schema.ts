import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { fieldMessage } from "./field-messages";
import type { StatusAction } from "./status";
import { TICKET_PRIORITIES, TICKET_STATUSES } from "./types";

/** Limits of the database's commands, in characters as people count them or in pieces. */
export const LIMITS = {
  subject: 200,
  description: 10_000,
  body: 10_000,
  reason: 2_000,
  comment: 2_000,
  note: 500,
  resolution: 5_000,
  attachments: 10,
  affectedItems: 100,
  search: 200,
} as const;

/** Control characters but tab and line feed, and halves of surrogate pairs: nothing to read, and PostgreSQL refuses some. */
const UNSTORABLE = /(?![\t\n])\p{Cc}|\p{Surrogate}/gu;

/** A text without what the database cannot keep, trimmed. */
export function storable(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(UNSTORABLE, "").trim();
}

function withinLimit(max: number) {
  // Code points, as PostgreSQL counts: an emoji is one character, not two.
  return (text: string) => text.length <= max || Array.from(text).length <= max;
}

/** Text over several lines. */
export function text(field: string, max: number) {
  return z
    .string({ error: fieldMessage(field, "required") })
    .transform(storable)
    .refine((value) => value !== "", { error: fieldMessage(field, "required"), abort: true })
    .refine(withinLimit(max), { error: fieldMessage(field, "too_long") });
}

/** Text on one line. */
function line(field: string, max: number) {
  return text(field, max).transform((value) => value.replace(/\s*[\t\n]\s*/g, " "));
}

/** Text that may be missing or empty. */
export function optionalText(field: string, max: number) {
  return z
    .string({ error: fieldMessage(field, "invalid") })
    .transform(storable)
    .refine(withinLimit(max), { error: fieldMessage(field, "too_long") })
    .transform((value) => value || undefined)
    .nullish()
    .transform((value) => value ?? undefined);
}

/** An id as the database writes it. What does not look like one belongs to nothing. */
export function id(field: string) {
  const error = fieldMessage(field, "unknown");
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

const attachmentIds = z
  .array(id("attachmentIds"), { error: fieldMessage("attachmentIds", "invalid") })
  .max(LIMITS.attachments, { error: fieldMessage("attachmentIds", "too_many") })
  .default([]);

const affectedItems = z
  .array(
    z.object({
      orderItemId: id("affectedItems"),
      quantity: z
        .int({ error: fieldMessage("affectedItems", "invalid") })
        .min(1, { error: fieldMessage("affectedItems", "invalid") })
        .max(1_000_000, { error: fieldMessage("affectedItems", "invalid") }),
      note: optionalText("note", LIMITS.note),
    }),
    { error: fieldMessage("affectedItems", "invalid") },
  )
  .max(LIMITS.affectedItems, { error: fieldMessage("affectedItems", "too_many") })
  .default([]);

/** A slug of the database's own making; whether it exists is for the database to say. */
export function slug(field: string) {
  const error = fieldMessage(field, "unknown");
  return z.string({ error }).regex(/^[a-z][a-z_]{1,39}$/, { error });
}

/** A new ticket. */
export const ticketInput = z.object({
  subject: line("subject", LIMITS.subject),
  description: text("description", LIMITS.description),
  category: slug("category"),
  priority: z.enum(TICKET_PRIORITIES, { error: fieldMessage("priority", "unknown") }).optional(),
  issueType: slug("issueType")
    .nullish()
    .transform((value) => value ?? undefined),
  orderId: optionalId("orderId"),
  affectedItems,
  serviceId: optionalId("serviceId"),
  domainId: optionalId("domainId"),
  attachmentIds,
  /** Hidden from colleagues who share the customer profile. */
  isPrivate: z.boolean({ error: fieldMessage("isPrivate", "invalid") }).default(false),
  followUpOf: optionalId("followUpOf"),
});
export type TicketInput = z.output<typeof ticketInput>;

/** A message to a ticket. */
export const messageInput = z.object({ body: text("body", LIMITS.body), attachmentIds });
export type MessageInput = z.output<typeof messageInput>;

/** What a customer may ask for by `PATCH …/status`, and the action that it stands for. */
export const STATUS_REQUESTS = {
  resolved: "resolve",
  closed: "close",
  reopened: "reopen",
  cancelled: "cancel",
} as const satisfies Record<string, StatusAction>;
export type StatusRequest = keyof typeof STATUS_REQUESTS;

/** A customer's change of status. `expectedVersion` makes somebody else's change in between a conflict. */
export const statusInput = z.object({
  status: z.enum(Object.keys(STATUS_REQUESTS) as [StatusRequest, ...StatusRequest[]], {
    error: fieldMessage("status", "unknown"),
  }),
  reason: optionalText("reason", LIMITS.reason),
  expectedVersion: z.int({ error: fieldMessage("expectedVersion", "invalid") }).optional(),
});
export type StatusInput = z.output<typeof statusInput>;

/** How content the customer is, 1 to 5. */
export const ratingInput = z.object({
  rating: z
    .int({ error: fieldMessage("rating", "out_of_range") })
    .min(1, { error: fieldMessage("rating", "out_of_range") })
    .max(5, { error: fieldMessage("rating", "out_of_range") }),
  comment: optionalText("comment", LIMITS.comment),
});
export type RatingInput = z.output<typeof ratingInput>;

/** Who of the company may see a ticket. */
export const privacyInput = z.object({
  private: z.boolean({ error: fieldMessage("private", "required") }),
  expectedVersion: z.int({ error: fieldMessage("expectedVersion", "invalid") }).optional(),
});
export type PrivacyInput = z.output<typeof privacyInput>;

/** A subject that is being typed: what is too long is cut, for nobody is to be corrected while they write. */
export const suggestionQuery = z.object({
  subject: z
    .string()
    .default("")
    .transform((subject) => Array.from(storable(subject)).slice(0, LIMITS.subject).join("")),
  category: slug("category").optional(),
});
export type SuggestionQuery = z.output<typeof suggestionQuery>;

/** Which part of a long conversation, from 1 on. */
export const conversationQuery = z.object({ part: z.coerce.number().int().min(1).max(100_000).default(1) });

/** `?status=new,assigned` and `?status=new&status=assigned` say the same. */
export function list<T extends z.ZodType>(item: T) {
  const split = (value: unknown) =>
    [value]
      .flat()
      .flatMap((part) => (typeof part === "string" ? part.split(",") : [part]))
      .filter((part) => part !== "");
  return z
    .preprocess((value) => (value === undefined ? undefined : split(value)), z.array(item).max(20).optional())
    .transform((items) => (items?.length ? items : undefined));
}

/** Filters of the customer's list, as query parameters. */
export const ticketFilters = z.object({
  status: list(z.enum(TICKET_STATUSES, { error: fieldMessage("status", "unknown") })),
  category: list(slug("category")),
  priority: list(z.enum(TICKET_PRIORITIES, { error: fieldMessage("priority", "unknown") })),
  q: optionalText("q", LIMITS.search),
  orderId: optionalId("orderId"),
  /** Only what the viewer opened, of all that their company has. */
  requester: z.literal("me", { error: fieldMessage("requester", "unknown") }).optional(),
});
export type TicketFilters = z.output<typeof ticketFilters>;

/** Oldest first unless asked otherwise. */
export const messageOrder = z.object({ order: z.enum(["asc", "desc"]).default("asc") });

/** The path of a ticket, which names it by its id or its number. */
export const ticketParams = z.object({
  id: z
    .string()
    .max(60)
    .refine((value) => isUuid(value) || /^TKT-\d{4}-\d{5,12}$/i.test(value))
    .transform((value) => (isUuid(value) ? value.toLowerCase() : value.toUpperCase())),
});
