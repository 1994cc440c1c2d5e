import { z } from "zod";

/** So many labelled tickets are the least to learn from. `private.classifier_needs()` says the same. */
export const EXAMPLES_NEEDED = 40;

/** What the job is given: nothing when it comes round by itself. */
export const trainingPayload = z.object({
  force: z.boolean().default(false),
  requestedBy: z.uuid().nullish(),
});

/** The form of the button has nothing to say. */
export const trainingForm = z.object({});
