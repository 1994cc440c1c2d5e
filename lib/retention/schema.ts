import { z } from "zod";

const whole = (value: unknown) => (typeof value === "string" ? Number(value) : value);

/** A policy as its form sends it: what was not touched is absent. The bounds are the database's. */
export const retentionForm = z.object({
  key: z.string().regex(/^[a-z_]{1,40}$/),
  expectedVersion: z.preprocess(whole, z.int().min(1)),
  keepDays: z.preprocess(whole, z.int({ error: "Give a number of days." }).min(1).max(3650)).optional(),
  isActive: z
    .enum(["on", "off"])
    .transform((value) => value === "on")
    .optional(),
});
export type RetentionInput = z.output<typeof retentionForm>;
