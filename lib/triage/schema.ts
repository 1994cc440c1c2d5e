import { z } from "zod";
import { TICKET_PRIORITIES } from "@/lib/tickets/types";
import texts from "@/messages/en/insights.json";
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

/** Staff judge what triage suggested. */
export const judgeInput = z.strictObject({
  part: z.enum(["triage", "reply"]),
  verdict: z.enum(VERDICTS),
  expectedVersion: z.coerce.number().int().min(1).optional(),
  category: z.string().max(40).optional(),
  priority: z.enum(TICKET_PRIORITIES).optional(),
  reply: z.string().max(10_000).optional(),
});
export const judgeForm = judgeInput.extend({ ticketId: z.uuid() });

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
export type AssistInput = z.infer<typeof assistInput>;

/** The bounds of `change_assistant_settings`, which decides. */
export const ANSWER_PERCENT = { min: 90, max: 99 } as const;
export const DAILY_TOKENS = { min: 0, max: 100_000_000 } as const;

const expectedRevision = z.string().max(40);
const boxes = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => [value ?? []].flat(), z.array(item).max(100));
/** What was not touched is absent. */
const number = ({ min, max }: { min: number; max: number }) =>
  z.preprocess(
    (value) => (typeof value === "string" ? Number(value || Number.NaN) : value),
    z.int(`Enter a whole number from ${min} to ${max}.`).min(min).max(max).optional(),
  );

/** The form of the switches: a box for each, and what is not checked is absent. */
export const switchesForm = z
  .object({ expectedRevision, on: boxes(z.enum(["triage", "automaticAnswers"])) })
  .transform(({ on, ...rest }) => ({
    ...rest,
    triage: on.includes("triage"),
    automaticAnswers: on.includes("automaticAnswers"),
  }));

/** The form of how sure an automatic answer must be. */
export const percentForm = z
  .object({ expectedRevision, automaticAnswerPercent: number(ANSWER_PERCENT) })
  .transform(({ automaticAnswerPercent, ...rest }) => ({
    ...rest,
    ...(automaticAnswerPercent === undefined ? {} : { automaticAnswerPercent }),
  }));

/** The form of the categories that may be answered automatically: a box for each. */
export const categoriesForm = z
  .object({ expectedRevision, category: boxes(z.string().max(40)) })
  .transform(({ category, ...rest }) => ({ ...rest, allowedCategories: category }));

/** The form of the budget. */
export const budgetForm = z
  .object({ expectedRevision, assistantDailyTokens: number(DAILY_TOKENS) })
  .transform(({ assistantDailyTokens, ...rest }) => ({
    ...rest,
    ...(assistantDailyTokens === undefined ? {} : { assistantDailyTokens }),
  }));

/** How many hosts answers may link to. */
const MOST_HOSTS = 50;
const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/** A host as DNS knows it, also of an address that was pasted; null for what is none. */
function hostOf(text: string): string | null {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  try {
    const { hostname, username, port } = new URL(address);
    return !username && !port && hostname.length <= 253 && HOST.test(hostname) ? hostname : null;
  } catch {
    return null;
  }
}

/** The form of the hosts that answers may link to: names with commas, spaces or lines between them. */
export const linksForm = z
  .object({
    expectedRevision,
    linkHosts: z
      .string()
      .max(20_000)
      .optional()
      .transform((text) => text?.split(/[\s,;]+/).filter(Boolean))
      .refine((hosts) => !hosts || (hosts.length <= MOST_HOSTS && hosts.every((host) => hostOf(host))), {
        error: texts.settings.links.fault,
      })
      .transform((hosts) => hosts?.flatMap((host) => hostOf(host) ?? [])),
  })
  .transform(({ linkHosts, ...rest }) => ({ ...rest, ...(linkHosts === undefined ? {} : { linkHosts }) }));

/** What an admin changes; what is absent stays. */
export type AssistantChanges = {
  triage?: boolean;
  automaticAnswers?: boolean;
  automaticAnswerPercent?: number;
  assistantDailyTokens?: number;
  linkHosts?: string[];
  allowedCategories?: string[];
};
