import "server-only";
import { type JobHandlers, takesLong } from "@/lib/platform/jobs/registry";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { trainingPayload } from "./schema";
import { learnFromTickets } from "./service";

/** Jobs of this feature. `train_classifier` learns from the tickets that people labelled, daily and when asked to. */
export const classifierJobs: JobHandlers = {
  train_classifier: takesLong(async (input) => {
    const learned = await learnFromTickets(createAdminClient(), trainingPayload.parse(input ?? {}));
    if (!learned.ok) throw new Error(`train_classifier: ${learned.error.code}`);
  }),
};
