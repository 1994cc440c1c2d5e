import { z } from "zod";
import { callFault } from "./field-messages";
import { CALL_LIMITS, callInput, id, moment, optionalText, staffCallInput, text } from "./schema";

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
