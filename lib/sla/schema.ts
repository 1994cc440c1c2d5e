import { z } from "zod";
import { TICKET_PRIORITIES } from "@/lib/tickets/types";
import { MAX_MINUTES } from "./duration";
import { MAX_HOLIDAYS } from "./ics";
import { SLA_CLOCKS } from "./types";

/** The bounds of `set_auto_close`, which decides. */
export const AUTO_CLOSE = { days: { min: 0, max: 365 }, reminderDays: { min: 0, max: 30 } } as const;

const expectedRevision = z.string().max(40);
const apply = z.preprocess((value) => value !== undefined, z.boolean());

/** What an editor keeps in one hidden field. */
const json = <T>(schema: z.ZodType<T>) =>
  z
    .string()
    .max(100_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "Reload the page and try again." });
        return z.NEVER;
      }
    })
    .pipe(schema);

const minutes = z.int().min(1).max(MAX_MINUTES);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const holiday = z.object({ day: z.iso.date(), name: z.string().trim().min(1, "Enter a name.").max(120) });

export const policiesForm = z.object({
  expectedRevision,
  apply,
  policies: json(
    z
      .array(
        z.object({
          priority: z.enum(TICKET_PRIORITIES),
          category: z.string().max(40).nullable(),
          firstResponse: minutes,
          nextResponse: minutes,
          resolution: minutes,
          clock: z.enum(SLA_CLOCKS),
        }),
      )
      .max(204),
  ),
});

export const hoursForm = z.object({
  expectedRevision,
  apply,
  hours: json(z.array(z.object({ weekday: z.int().min(0).max(6), opens: time, closes: time })).max(42)),
});

export const holidayForm = holiday.extend({ apply });
/** A file stands beside it, which the schema does not see. */
export const calendarForm = z.object({});
export const holidaysForm = z.object({ apply, days: json(z.array(holiday).min(1).max(MAX_HOLIDAYS)) });
export const removalForm = z.object({ day: z.iso.date() });

const days = ({ min, max }: { min: number; max: number }) =>
  z.preprocess(
    (value) => (value === "" ? Number.NaN : Number(value)),
    z.int(`Enter a whole number of days from ${min} to ${max}.`).min(min).max(max),
  );
export const autoCloseForm = z.object({
  expectedRevision,
  days: days(AUTO_CLOSE.days),
  reminderDays: days(AUTO_CLOSE.reminderDays),
});
