import "server-only";
import type { JobHandlers } from "@/lib/platform/jobs/registry";
import { callAsService, remoteEmbedder } from "./embedding-service";
import { embedPassages } from "./passage-embedding-service";

/** Well within the lease of a job; the rest is another job's. */
const LONGEST_RUN_MS = 60_000;

/** `embed_knowledge` makes the vectors that are missing, those of a new model included. */
export const embeddingJobs: JobHandlers = {
  async embed_knowledge() {
    await embedPassages(callAsService, remoteEmbedder(), new Date(Date.now() + LONGEST_RUN_MS));
  },
};
