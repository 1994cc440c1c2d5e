type JobContext = { jobId: number; attempt: number };

/**
 * Does the work of one kind of job. It may run twice (a lease can run out after the work is done), so
 * it must be safe to repeat. Throwing means "try again later".
 */
type JobHandler = (payload: unknown, context: JobContext) => Promise<void>;

const longHandlers = new WeakSet<JobHandler>();

/**
 * A handler that may take minutes. Its jobs are done beside the others, one after another, and keep their lease meanwhile.
 * It must look up from its work often, for it has the process to itself in between.
 */
export function takesLong(handler: JobHandler): JobHandler {
  longHandlers.add(handler);
  return handler;
}

export function isLong(handler: JobHandler | undefined): boolean {
  return handler !== undefined && longHandlers.has(handler);
}

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
