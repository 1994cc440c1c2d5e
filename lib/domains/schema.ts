import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { fieldMessage } from "./field-messages";
import { DOMAIN_STATUSES } from "./types";

/** An address with a long path, pasted as it is. */
const MAX_TYPED = 2_000;

/** What somebody types for a domain; `readHostname` finds the host in it. */
export const domainInput = z.object({
  hostname: z
    .string({ error: fieldMessage("hostname", "required") })
    .max(MAX_TYPED, { error: fieldMessage("hostname", "too_long") }),
});
export type DomainInput = z.output<typeof domainInput>;

/** The path of a domain. What is no id belongs to nothing. */
export const domainParams = z.object({
  id: z
    .string()
    .refine(isUuid)
    .transform((value) => value.toLowerCase()),
});

/** How a removal is confirmed: proven domains by their name, and all as they were seen. */
export const removeInput = z.object({
  confirm: z.string().max(MAX_TYPED).optional(),
  expectedStatus: z.enum(DOMAIN_STATUSES).optional(),
});
export type RemoveInput = z.output<typeof removeInput>;

const key = z.string().min(1).max(100);
export const addForm = domainInput.extend({ key });
export const removeForm = domainParams.extend(removeInput.shape);
