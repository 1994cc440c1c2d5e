import "server-only";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { sweepAnswers } from "./answer-store-service";
import { summariseChats } from "./summary-service";

/**
 * Jobs of this feature. `sweep_chat_answers` ends answers that a process left behind when it died, and forgets deleted
 * conversations; `summarise_chats` sums up those that have come to rest, where there is a model.
 */
export const assistantJobs: JobHandlers = {
  sweep_chat_answers: sweepAnswers,
  summarise_chats: () => summariseChats(),
};
