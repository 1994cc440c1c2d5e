import "server-only";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { sweepAnswers } from "./answer-store-service";

/** Jobs of this feature. `sweep_chat_answers` ends answers that a process left behind when it died. */
export const assistantJobs: JobHandlers = { sweep_chat_answers: sweepAnswers };
