import { z } from "zod";
import { callFault } from "./field-messages";
import { CALL_LIMITS, callInput, id, moment, optionalText, staffCallInput, text, timeZone } from "./schema";
import type { DayWindow } from "./types";
import { areWindows } from "./windows";

/** Forms send text only, an empty one for what was left out. */
type Values = Record<string, unknown>;

function withoutEmpty(input: unknown): unknown {
  return Object.fromEntries(Object.entries(input as Values).filter(([, value]) => value !== ""));
}

const key = z.string().min(1).max(100);
const version = z.coerce.number().int().min(1).optional();

export const bookForm = z.preprocess(withoutEmpty, callInput.extend({ key }));
export const staffBookForm = z.preprocess(withoutEmpty, staffCallInput.extend({ key }));
export const moveForm = z.preprocess(
  withoutEmpty,
  z.object({ id: id("id"), startsAt: moment("startsAt"), version, agentId: id("agentId").optional() }),
);
export const cancelForm = z.preprocess(
  withoutEmpty,
  z.object({ id: id("id"), version, reason: optionalText("reason", CALL_LIMITS.reason) }),
);
export const undoForm = z.object({ id: id("id") });
export const waitForm = z.object({ id: id("id"), waits: z.enum(["true", "false"]) });

/** What a call led to. */
export const actionForm = z.preprocess(
  withoutEmpty,
  z.object({
    id: id("id"),
    key,
    text: text("text", CALL_LIMITS.action),
    owner: z.enum(["customer", "us"], { error: callFault("owner", "unknown") }),
    dueOn: z.iso.date({ error: callFault("dueOn", "out_of_range") }).optional(),
  }),
);
export const decideForm = z.object({ id: id("id"), decision: z.enum(["confirm", "decline", "done"]) });

export const outcomeForm = z.object({ id: id("id"), outcome: z.enum(["done", "no_show"]) });
export const noteForm = z.object({ id: id("id"), key, body: text("body", CALL_LIMITS.note) });
export const summaryForm = z.object({ id: id("id"), summary: text("text", 5_000) });
/** A file, or what was pasted. */
export const transcriptForm = z.object({ id: id("id"), pasted: z.string().max(900_000).default("") });

const timeZoneField = timeZone;
const note = optionalText("note", 200);
const agentId = id("agentId");

/** Fields of windows by their place: `w.0.1.opens` opens the second window of Monday. As many as the database keeps. */
const MOST_WINDOWS = 42;

function windowsOf(values: Values, weekday: number): DayWindow[] {
  return (
    Array.from({ length: MOST_WINDOWS }, (_, index) => ({
      opens: String(values[`w.${weekday}.${index}.opens`] ?? ""),
      closes: String(values[`w.${weekday}.${index}.closes`] ?? ""),
    }))
      .filter(({ opens, closes }) => opens !== "" || closes !== "")
      // A clock has no 24:00: midnight at the end of a window is the end of the day.
      .map(({ opens, closes }) => ({ opens, closes: closes === "00:00" ? "24:00" : closes }))
  );
}

const dayWindow = z.object({
  opens: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: callFault("windows", "invalid") }),
  closes: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: callFault("windows", "invalid") }),
});

const overlap = { error: callFault("windows", "invalid") };

export const weekForm = z.preprocess(
  (input) => {
    const values = input as Values;
    return {
      ...values,
      windows: [0, 1, 2, 3, 4, 5, 6].flatMap((weekday) =>
        windowsOf(values, weekday).map((window) => ({ weekday, ...window })),
      ),
    };
  },
  z.object({
    agentId,
    validFrom: z.iso.date({ error: callFault("validFrom", "required") }),
    timeZone: timeZoneField,
    version: z.coerce.number().int().min(0).optional(),
    windows: z
      .array(dayWindow.extend({ weekday: z.int() }))
      .max(MOST_WINDOWS)
      .refine(areWindows, overlap),
  }),
);
export const weekRemovalForm = z.object({ agentId, validFrom: z.iso.date() });
export const exceptionForm = z.preprocess(
  (input) => ({ ...(input as Values), windows: windowsOf(input as Values, 0) }),
  z.object({
    agentId,
    day: z.iso.date({ error: callFault("day", "required") }),
    timeZone: timeZoneField,
    note,
    windows: z.array(dayWindow).max(MOST_WINDOWS).refine(areWindows, overlap),
  }),
);
export const exceptionRemovalForm = z.object({ agentId, day: z.iso.date() });

const local = (field: string) =>
  z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, { error: callFault(field, "required") });
export const timeOffForm = z.object({
  agentId,
  key,
  timeZone: timeZoneField,
  startsAt: local("startsAt"),
  endsAt: local("endsAt"),
  note,
});
export const timeOffRemovalForm = z.object({ agentId, id: id("id") });
export const profileForm = z.object({
  agentId,
  videoUrl: z
    .string()
    .max(500, { error: callFault("videoUrl", "invalid") })
    .default(""),
  categories: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((value) => [value].flat()),
});

const whole = (field: string) => z.coerce.number({ error: callFault(field, "invalid") }).int();
export const settingsForm = z.object({
  slotMinutes: whole("slotMinutes"),
  noticeMinutes: whole("noticeMinutes"),
  bufferBefore: whole("bufferBefore"),
  bufferAfter: whole("bufferAfter"),
  horizonDays: whole("horizonDays"),
  maxOpen: whole("maxOpen"),
});
