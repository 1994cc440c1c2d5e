import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { fieldMessage } from "./field-messages";
import { ACTION_TYPES, AUTOMATION_EVENTS, CONDITION_FIELDS, RULE_LIMITS } from "./types";

const uuid = z.string().refine(isUuid);
const required = { error: fieldMessage("value", "required") };

const condition = z.object({
  field: z.enum(CONDITION_FIELDS),
  op: z.enum(["is", "is_not"]),
  values: z
    .array(z.string().trim().min(1, required).max(RULE_LIMITS.text))
    .min(1, required)
    .max(RULE_LIMITS.values, { error: fieldMessage("value", "too_many") }),
});
const action = z.object({ type: z.enum(ACTION_TYPES), value: z.string().trim().min(1, required).max(100) });

/** When, if, then: what runs and what a dry run tries. */
const ruleBody = z.object({
  event: z.enum(AUTOMATION_EVENTS, { error: fieldMessage("event", "unknown") }),
  conditions: z
    .array(condition)
    .max(RULE_LIMITS.conditions, { error: fieldMessage("conditions", "too_many") }),
  actions: z
    .array(action)
    .min(1, { error: fieldMessage("actions", "required") })
    .max(RULE_LIMITS.actions, { error: fieldMessage("actions", "too_many") }),
});
export type RuleBody = z.infer<typeof ruleBody>;

const rule = ruleBody.extend({
  name: z
    .string()
    .trim()
    .min(1, { error: fieldMessage("name", "required") })
    .max(RULE_LIMITS.name, { error: fieldMessage("name", "too_long") }),
  isActive: z.boolean(),
  expectedVersion: z.int().min(1).optional(),
});
export type RuleInput = z.infer<typeof rule>;

/** What a form sends as JSON in one field; what is none stays, so that the schema says so. */
function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" && text.length <= 50_000 ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

export const ruleForm = z.preprocess(
  (input) => {
    const { ruleId, key, rule: text } = input as Record<string, string | undefined>;
    return { ...(parsed(text) as object), ruleId: ruleId || null, key: key || undefined };
  },
  rule.extend({ ruleId: uuid.nullable(), key: z.string().min(1).max(100).optional() }),
);

export const dryRunForm = z.preprocess(
  (input) => {
    const values = input as Record<string, string | undefined>;
    return { ...values, rule: parsed(values.rule), cursor: values.cursor ? parsed(values.cursor) : null };
  },
  z.object({
    rule: ruleBody,
    from: z.iso.datetime({ error: fieldMessage("from", "out_of_range") }),
    until: z.iso.datetime({ error: fieldMessage("from", "out_of_range") }),
    cursor: z.object({ at: z.iso.datetime(), id: uuid }).nullable(),
  }),
);
export type DryRunInput = z.infer<typeof dryRunForm>;

export const switchForm = z.object({
  ruleId: uuid,
  isActive: z.enum(["true", "false"]).transform((value) => value === "true"),
});
export const moveForm = z.object({ ruleId: uuid, direction: z.enum(["up", "down"]) });
export const deleteForm = z.object({ ruleId: uuid });
export const ruleParams = z.object({ id: uuid });
