type JobContext = { jobId: number; attempt: number };

/**
 * Does the work of one kind of job. It may run twice (a lease can run out after the work is done), so
 * it must be safe to repeat. Throwing means "try again later".
 */
type JobHandler = (payload: unknown, context: JobContext) => Promise<void>;

export type JobHandlers = Readonly<Record<string, JobHandler>>;

/** Puts the handlers of the features together. Throws when two of them claim the same kind. */
export function combineHandlers(...features: JobHandlers[]): JobHandlers {
  const combined: Record<string, JobHandler> = {};
  for (const handlers of features) {
    for (const [kind, handler] of Object.entries(handlers)) {
      if (combined[kind]) throw new Error(`two handlers for jobs of kind ${kind}`);
      combined[kind] = handler;
    }
  }
  return combined;
}
