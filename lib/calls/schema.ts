import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { fromLocal } from "@/lib/core/zoned";
import { list, storable } from "@/lib/tickets/schema";
import { callFault as fault } from "./field-messages";
import { CALL_CHANNELS, CALL_STATUSES, CALL_VIEWS } from "./types";

/** Limits of the database's commands, in characters as people count them. */
export const CALL_LIMITS = {
  purpose: 200,
  notes: 2_000,
  reason: 500,
  note: 5_000,
  action: 500,
  search: 200,
  phone: 32,
} as const;

/** Numbers without a country code are read as from here. */
const HOME_COUNTRY = "ZA";

function fits(max: number) {
  // Code points, as PostgreSQL counts: an emoji is one character, not two.
  return (text: string) => text.length <= max || Array.from(text).length <= max;
}

export function text(field: string, max: number) {
  return z
    .string({ error: fault(field, "required") })
    .transform(storable)
    .refine((value) => value !== "", { error: fault(field, "required"), abort: true })
    .refine(fits(max), { error: fault(field, "too_long") });
}

export function optionalText(field: string, max: number) {
  return z
    .string({ error: fault(field, "invalid") })
    .transform(storable)
    .refine(fits(max), { error: fault(field, "too_long") })
    .transform((value) => value || undefined)
    .nullish()
    .transform((value) => value ?? undefined);
}

const onOneLine = (value: string) => value.replace(/\s+/g, " ");

export function id(field: string) {
  const error = fault(field, "unknown");
  return z
    .string({ error })
    .refine(isUuid, { error })
    .transform((value) => value.toLowerCase());
}

/** A moment with its offset, as UTC. */
export const moment = (field: string) =>
  z
    .string({ error: fault(field, "required") })
    .refine((value) => z.iso.datetime({ offset: true }).safeParse(value).success, {
      error: fault(field, "invalid"),
    })
    .transform((value) => new Date(value).toISOString());

/** An IANA name; abbreviations and offsets have no daylight saving. */
export const timeZone = z
  .string({ error: fault("timeZone", "unknown") })
  .max(64, { error: fault("timeZone", "unknown") })
  .refine(isTimeZone, { error: fault("timeZone", "unknown") });

function isTimeZone(name: string): boolean {
  if (!/^(UTC$|[A-Za-z_]+\/)/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** Read as people write it, kept as E.164; empty counts as none. */
const phone = z
  .string({ error: fault("phone", "invalid") })
  .trim()
  .max(40, { error: fault("phone", "invalid") })
  .transform((value, context) => {
    if (value === "") return undefined;
    const number = parsePhoneNumberFromString(value, HOME_COUNTRY);
    if (number?.isPossible()) return number.number as string;
    context.addIssue({ code: "custom", message: fault("phone", "invalid") });
    return z.NEVER;
  })
  .nullish()
  .transform((value) => value ?? undefined);

const category = z
  .string()
  .regex(/^[a-z][a-z_]{1,39}$/, { error: fault("category", "unknown") })
  .nullish()
  .transform((value) => value ?? undefined);
const channel = z.enum(CALL_CHANNELS, { error: fault("channel", "unknown") });
const purpose = text("purpose", CALL_LIMITS.purpose).transform(onOneLine);
const notes = optionalText("notes", CALL_LIMITS.notes);

/** A call that is booked. */
export const callInput = z.object({
  startsAt: moment("startsAt"),
  purpose,
  category,
  channel: channel.default("phone"),
  phone,
  notes,
  timeZone: timeZone.optional(),
});
export type CallInput = z.output<typeof callInput>;

/** One that staff book, for a customer. */
export const staffCallInput = callInput.extend({
  customerId: id("customerId"),
  agentId: id("agentId").optional(),
});
export type StaffCallInput = z.output<typeof staffCallInput>;

const version = z.int({ error: fault("version", "invalid") }).min(1, { error: fault("version", "invalid") });

/** What can be changed of a call ahead; `version` is the one that was looked at. */
export const callChanges = z
  .object({
    startsAt: moment("startsAt").optional(),
    purpose: purpose.optional(),
    phone,
    notes: notes.nullish(),
    version: version.optional(),
  })
  .refine(
    (input) => Object.entries(input).some(([name, value]) => name !== "version" && value !== undefined),
    {
      error: fault("startsAt", "required"),
      path: ["startsAt"],
    },
  );
export type CallChanges = z.output<typeof callChanges>;

/** What staff can change. */
export const staffCallChanges = z.object({
  startsAt: moment("startsAt").optional(),
  agentId: id("agentId").optional(),
  purpose: purpose.optional(),
  phone,
  notes: notes.nullish(),
  outcome: z.enum(["done", "no_show"], { error: fault("outcome", "unknown") }).optional(),
  cancel: z.object({ reason: optionalText("reason", CALL_LIMITS.reason) }).optional(),
  note: text("note", CALL_LIMITS.note).optional(),
  version: version.optional(),
});
export type StaffCallChanges = z.output<typeof staffCallChanges>;

export const cancelInput = z.object({
  reason: optionalText("reason", CALL_LIMITS.reason),
  version: version.optional(),
});
export type CancelInput = z.output<typeof cancelInput>;

export const callParams = z.object({ id: id("id") });

/** Filters of the customer's list, as query parameters. */
export const callFilters = z.object({
  when: z.enum(CALL_VIEWS, { error: fault("when", "unknown") }).optional(),
  status: list(z.enum(CALL_STATUSES, { error: fault("status", "unknown") })),
  q: optionalText("q", CALL_LIMITS.search),
  from: moment("from").optional(),
  to: moment("to").optional(),
});

/** Those of staff. */
export const deskCallFilters = callFilters.extend({
  customer: id("customerId").optional(),
  agent: id("agentId").optional(),
});
export type DeskCallFilters = z.output<typeof deskCallFilters>;

const DAY = /^\d{4}-\d\d-\d\d$/;
const MAX_DAYS_MS = 62 * 86_400_000;

const dayOrMoment = (field: string) =>
  z
    .string()
    .refine((value) => DAY.test(value) || z.iso.datetime({ offset: true }).safeParse(value).success, {
      error: fault(field, "invalid"),
    })
    .optional();

/** Which free times: days of a zone, the last one included, or moments; the next two weeks without. */
export const slotQuery = z
  .object({
    from: dayOrMoment("from"),
    to: dayOrMoment("to"),
    timeZone: timeZone.default("UTC"),
    category,
    channel: channel.optional(),
    callId: id("callId").optional(),
    agentId: id("agentId").optional(),
  })
  .transform(({ from, to, ...rest }, context) => {
    const start = toMoment(from, rest.timeZone, 0) ?? new Date();
    const end = toMoment(to, rest.timeZone, 1) ?? new Date(start.getTime() + 14 * 86_400_000);
    if (end <= start || end.getTime() - start.getTime() > MAX_DAYS_MS) {
      context.addIssue({ code: "custom", message: fault("to", "out_of_range"), path: ["to"] });
      return z.NEVER;
    }
    return { ...rest, from: start.toISOString(), to: end.toISOString() };
  });
export type SlotQuery = z.output<typeof slotQuery>;

/** A day is its beginning where the zone is, `daysOn` later; a moment is itself. */
function toMoment(value: string | undefined, zone: string, daysOn: number): Date | null {
  if (value === undefined) return null;
  if (!DAY.test(value)) return new Date(value);
  const day = new Date(Date.parse(`${value}T00:00:00Z`) + daysOn * 86_400_000);
  return fromLocal(`${day.toISOString().slice(0, 10)}T00:00`, zone);
}
