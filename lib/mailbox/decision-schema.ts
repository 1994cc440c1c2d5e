import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import texts from "@/messages/en/mailbox.json";

const emailId = z.string().refine(isUuid);

/** What becomes of an e-mail, as the form sends it. */
export const decisionForm = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("open"),
    emailId,
    customerId: z
      .string({ error: texts.desk.decide.customerRequired })
      .refine(isUuid, { error: texts.desk.decide.customerRequired }),
  }),
  z.object({
    action: z.literal("reply"),
    emailId,
    ticket: z
      .string({ error: texts.desk.decide.ticketRequired })
      .trim()
      .min(1, { error: texts.desk.decide.ticketRequired })
      .max(40, { error: texts.desk.decide.ticketRequired }),
  }),
  z.object({ action: z.literal("discard"), emailId }),
]);
export type DecisionInput = z.output<typeof decisionForm>;
