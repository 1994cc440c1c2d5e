import { z } from "zod";

/** Which proposal. */
export const proposalParams = z.object({ id: z.uuid().transform((value) => value.toLowerCase()) });

/** What the customer wants of it. */
export const decisionInput = z.object({ decision: z.enum(["confirm", "decline"]) });
export type Decision = z.output<typeof decisionInput>["decision"];
