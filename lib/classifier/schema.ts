import { z } from "zod";

/** So many labelled tickets are the least to learn from. `private.classifier_needs()` says the same. */
export const EXAMPLES_NEEDED = 40;

/** The latest so many labelled tickets are learned from. `private.classifier_reads()` says the same. */
export const MOST_EXAMPLES = 3_000;

/** What the job is given: nothing when it comes round by itself. */
export const trainingPayload = z.object({
  force: z.boolean().default(false),
  requestedBy: z.uuid().nullish(),
});

/** The form of the button has nothing to say. */
export const trainingForm = z.object({});
