import { z } from "zod";
import { TICKET_PRIORITIES } from "@/lib/tickets/types";
import { ASSIST_TOOLS, TRANSLATIONS } from "./assist";
import { INSIGHT_FLAGS, SENTIMENTS, VERDICTS } from "./types";

const share = z.number().min(0).max(1);

/** What the model answers, for these categories. */
export function triageAnswer(slugs: readonly string[]) {
  const category = z.enum(slugs as [string, ...string[]]);
  return z.object({
    category,
    confidence: share,
    alternatives: z.array(z.object({ category, confidence: share })).max(4),
    priority: z.enum(TICKET_PRIORITIES),
    language: z.string().regex(/^[a-z]{2,3}$/),
    sentiment: z.enum(SENTIMENTS),
    summary: z.string().min(1).max(2_000),
    reply: z.string().max(8_000).nullable(),
    citations: z.array(z.object({ n: z.int().min(1).max(12), quote: z.string().max(2_000) })).max(12),
    flags: z.array(z.enum(INSIGHT_FLAGS)).max(INSIGHT_FLAGS.length),
  });
}
export type TriageAnswer = z.infer<ReturnType<typeof triageAnswer>>;

const expectedVersion = z.coerce.number().int().min(1);

/** Staff judge what triage suggested. */
export const judgeForm = z.object({
  ticketId: z.uuid(),
  expectedVersion,
  part: z.enum(["triage", "reply"]),
  verdict: z.enum(VERDICTS),
  category: z.string().max(40).optional(),
  priority: z.enum(TICKET_PRIORITIES).optional(),
  reply: z.string().max(10_000).optional(),
});

/** A customer says whether an automatic answer helped. */
export const answerForm = z.object({
  ticketId: z.uuid(),
  helped: z.enum(["yes", "no"]).transform((word) => word === "yes"),
  reason: z.string().max(1_000).optional(),
});
export const answerInput = z.strictObject({ helped: z.boolean(), reason: z.string().max(1_000).optional() });

/** A tool of staff, with the text that it works on. */
export const assistInput = z.strictObject({
  tool: z.enum(ASSIST_TOOLS),
  text: z.string().max(10_000).optional(),
  language: z.enum(TRANSLATIONS).optional(),
});

const isOn = z.preprocess((value) => value !== undefined && value !== false, z.boolean());
const number = (min: number, max: number) =>
  z.preprocess(
    (value) => (value === "" ? Number.NaN : Number(value)),
    z.int(`Enter a whole number from ${min} to ${max}.`).min(min).max(max),
  );

/** The bounds of `change_assistant_settings`, which decides. */
export const ANSWER_PERCENT = { min: 90, max: 99 } as const;
export const DAILY_TOKENS = { min: 0, max: 100_000_000 } as const;

/** The form of the switches; a box that is not checked is absent. */
export const assistantForm = z.object({
  expectedRevision: z.string().max(40),
  triage: isOn,
  automaticAnswers: isOn,
  automaticAnswerPercent: number(ANSWER_PERCENT.min, ANSWER_PERCENT.max),
  assistantDailyTokens: number(DAILY_TOKENS.min, DAILY_TOKENS.max),
  allowedCategories: z.preprocess((value) => [value ?? []].flat(), z.array(z.string().max(40)).max(100)),
});
export type AssistantChanges = Omit<z.infer<typeof assistantForm>, "expectedRevision">;
