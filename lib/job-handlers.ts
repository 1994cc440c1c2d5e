import "server-only";
import { combineHandlers } from "@/lib/platform/jobs/registry";

/** Every kind of job that this deployment can run: each feature adds its own. */
export const jobHandlers = combineHandlers();
