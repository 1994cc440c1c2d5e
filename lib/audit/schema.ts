import { z } from "zod";
import { list, optionalText } from "@/lib/tickets/schema";
import { ACTOR_GROUPS, ACTS, AUDIT_KINDS } from "./types";

/** Limits in characters. */
const AUDIT_LIMITS = { search: 200, action: 80 } as const;

const day = z.iso.date();

const shared = {
  role: list(z.enum(ACTOR_GROUPS)),
  kind: list(z.enum(AUDIT_KINDS)),
  act: z.enum(ACTS).optional(),
  from: day.optional(),
  to: day.optional(),
};

/** Filters of "who accessed my data". `others` leaves out what the person did themself; `fold` counts repeated reads as one. */
export const accessFilters = z.object({
  ...shared,
  who: z.enum(["others", "all"]).optional(),
  fold: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .optional(),
});
export type AccessFilters = z.output<typeof accessFilters>;

/** Filters of the audit log for admins. */
export const auditFilters = z.object({
  ...shared,
  actor: optionalText("actor", AUDIT_LIMITS.search),
  customer: optionalText("customer", AUDIT_LIMITS.search),
  resource: optionalText("resource", AUDIT_LIMITS.search),
  action: z
    .string()
    .trim()
    .max(AUDIT_LIMITS.action)
    .regex(/^[\w.]*$/)
    .transform((text) => text || undefined)
    .optional(),
});
export type AuditFilters = z.output<typeof auditFilters>;
