import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { LIMITS, optionalText } from "@/lib/tickets/schema";
import { ACCOUNT_STATUSES } from "./types";

const name = z
  .string({ error: "Enter a name." })
  .trim()
  .min(1, "Enter a name.")
  .max(200, "A name has at most 200 characters.");
const optional = (max: number) => z.string().trim().max(max).nullable();

/** By id or by customer number. */
export const customerParams = z.object({ id: z.string().regex(/^[\w-]{1,40}$/) });

const facts = z.object({
  fullName: name,
  companyName: optional(200),
  email: optional(320),
  phone: optional(32),
  timeZone: z.string().max(64),
});

export const newCustomer = facts.partial().required({ fullName: true });
export type NewCustomer = z.output<typeof newCustomer>;

export const customerChanges = facts
  .extend({ accountStatus: z.enum(ACCOUNT_STATUSES), expectedVersion: z.int().min(1) })
  .partial();
export type CustomerChanges = z.output<typeof customerChanges>;

export const customerFilters = z.object({
  q: optionalText("q", LIMITS.search),
  accountStatus: z
    .string()
    .max(60)
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(ACCOUNT_STATUSES)))
    .optional(),
});
export type CustomerFilters = z.output<typeof customerFilters>;

/** The form of a new customer; what was left empty is absent. */
export const newCustomerForm = z
  .record(z.string(), z.unknown())
  .transform((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "")))
  .pipe(newCustomer.extend({ key: z.string().min(1).max(100) }));

const toNumber = (value: unknown) => (typeof value === "string" ? Number(value) : value);

/** The form of what there is to know about a customer; what was not touched is absent, what was emptied goes. */
export const customerForm = customerChanges.extend({
  customerId: z.string().refine(isUuid),
  expectedVersion: z.preprocess(toNumber, z.int().min(1)),
});

export const accessForm = z.object({
  userId: z.string().refine(isUuid),
  active: z.enum(["true", "false"]).transform((value) => value === "true"),
});

/** What the address of the list says; what does not fit is as if it were not there. */
export function readCustomersAddress(params: Record<string, string | string[] | undefined>) {
  const first = (key: string) => [params[key]].flat()[0] ?? "";
  return { q: Array.from(first("q").trim()).slice(0, 200).join(""), cursor: first("cursor") };
}

/** The address of the list, with what is searched. */
export function customersHref(q: string, cursor?: string): string {
  const query = new URLSearchParams();
  if (q) query.set("q", q);
  if (cursor) query.set("cursor", cursor);
  return `/admin/customers${query.size > 0 ? `?${query}` : ""}`;
}
