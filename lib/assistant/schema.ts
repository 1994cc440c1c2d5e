import { z } from "zod";
import texts from "@/messages/en/assistant-turn.json";
import { storable } from "../tickets/schema";
import { TICKET_PRIORITIES } from "../tickets/types";
import { MAX_QUESTION } from "./chat-types";

type Fields = typeof texts.fields;

function words(field: keyof Fields, max: number) {
  const { tooLong, ...rest } = texts.fields[field];
  const required = "required" in rest ? rest.required : tooLong;
  return z
    .string({ error: required })
    .transform(storable)
    .refine((text) => text !== "", { error: required, abort: true })
    .refine((text) => text.length <= max || Array.from(text).length <= max, { error: tooLong });
}

const id = z.uuid();

/** A question. `replaces` names a question or an answer that it takes the place of, with all after it. */
export const questionInput = z.object({
  sessionId: id.nullish().transform((value) => value ?? null),
  message: words("message", MAX_QUESTION),
  replaces: id.nullish().transform((value) => value ?? null),
});
export type QuestionInput = z.output<typeof questionInput>;

export const sessionParams = z.object({ id });
export const sessionFilters = z.object({ q: z.string().max(200).optional() });
export const streamQuery = z.object({ messageId: id });
export const titleInput = z.object({ title: words("title", 120) });

export const feedbackInput = z.object({
  messageId: id,
  /** null takes it back. */
  helpful: z.boolean().nullable(),
  reason: z
    .string()
    .transform(storable)
    .refine((text) => Array.from(text).length <= 500, { error: texts.fields.reason.tooLong })
    .optional(),
});
export type FeedbackInput = z.output<typeof feedbackInput>;

export const escalationInput = z.object({
  subject: words("subject", 200).transform((text) => text.replace(/\s+/g, " ")),
  description: words("description", 10_000),
  category: z.string().max(40).optional(),
  priority: z.enum(TICKET_PRIORITIES).optional(),
});
export type EscalationInput = z.output<typeof escalationInput>;
