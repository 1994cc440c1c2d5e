import { z } from "zod";
import { MODULES } from "@/lib/core/modules";
import { type Money, parseAmount } from "@/lib/core/money";

/** The bounds of `change_settings`, which decides. */
export const DAYS = {
  claimWindowDays: { min: 0, max: 3650 },
  trackingStaleDays: { min: 1, max: 365 },
  quoteValidDays: { min: 1, max: 730 },
} as const;

const text = z.string().max(500).nullable();
const days = ({ min, max }: { min: number; max: number }) =>
  z.int(`Enter a whole number of days from ${min} to ${max}.`).min(min).max(max);

const money = z.strictObject({
  amount: z.int().min(0).max(100_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

export const settingsChanges = z
  .strictObject({
    name: z.string().trim().min(1, "Enter a name.").max(80),
    supportEmail: text,
    logoUrl: text,
    primaryColor: text,
    primaryColorDark: text,
    buyAgainUrl: text,
    timeZone: z.string().max(80),
    modules: z.partialRecord(z.enum(MODULES), z.boolean()),
    claimWindowDays: days(DAYS.claimWindowDays),
    trackingStaleDays: days(DAYS.trackingStaleDays),
    quoteValidDays: days(DAYS.quoteValidDays),
    refundLimits: z.array(money).max(20),
    requireStaffSecondFactor: z.boolean(),
    expectedRevision: z.string().max(40),
  })
  .partial();
export type SettingsChanges = z.infer<typeof settingsChanges>;

const expectedRevision = z.string().max(40);

/** The form of name and looks; what was not touched is absent. An empty field takes the setting away. */
export const businessForm = settingsChanges
  .pick({
    name: true,
    supportEmail: true,
    timeZone: true,
    logoUrl: true,
    primaryColor: true,
    primaryColorDark: true,
    buyAgainUrl: true,
  })
  .extend({ expectedRevision });

/** The form of the modules: a box for each, and what is not checked is absent. */
export const modulesForm = z
  .object({
    expectedRevision,
    module: z.preprocess((value) => [value ?? []].flat(), z.array(z.enum(MODULES)).max(MODULES.length)),
  })
  .transform(({ module, ...rest }) => ({
    ...rest,
    modules: Object.fromEntries(MODULES.map((name) => [name, module.includes(name)])),
  }));

/** The form of how staff sign in: one box. */
export const securityForm = z
  .object({ expectedRevision, factor: z.literal("required").optional() })
  .transform(({ factor, expectedRevision }) => ({
    expectedRevision,
    requireStaffSecondFactor: factor === "required",
  }));

const LIMIT = /^limit-([A-Z]{3})$/;

const typedDays = (bounds: { min: number; max: number }) =>
  z.preprocess(
    (value) => (typeof value === "string" ? Number(value || Number.NaN) : value),
    days(bounds).optional(),
  );

/** The form of limits; a field `limit-ZAR` holds an amount as people write it. */
export const limitsForm = z
  .looseObject({
    expectedRevision,
    claimWindowDays: typedDays(DAYS.claimWindowDays),
    trackingStaleDays: typedDays(DAYS.trackingStaleDays),
    quoteValidDays: typedDays(DAYS.quoteValidDays),
  })
  .transform(({ expectedRevision, claimWindowDays, trackingStaleDays, quoteValidDays, ...rest }, context) => {
    const refundLimits: Money[] = [];
    for (const [field, value] of Object.entries(rest)) {
      const currency = LIMIT.exec(field)?.[1];
      if (!currency) continue;
      const amount = parseAmount(String(value).trim() || "0", currency);
      if (amount === null) {
        context.addIssue({
          code: "custom",
          path: [field],
          message: "Enter an amount such as 1000 or 1000.50.",
        });
      } else refundLimits.push({ amount, currency });
    }
    return {
      expectedRevision,
      ...(claimWindowDays === undefined ? {} : { claimWindowDays }),
      ...(trackingStaleDays === undefined ? {} : { trackingStaleDays }),
      ...(quoteValidDays === undefined ? {} : { quoteValidDays }),
      ...(refundLimits.length > 0 ? { refundLimits } : {}),
    };
  });
