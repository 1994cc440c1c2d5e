import { z } from "zod";

const token = z.string().min(1).max(200);

export const unsubscribeQuery = z.object({ token });

/** The form of the page: `scope` says how much of what the token names ends. */
export const unsubscribeForm = z.object({ token, scope: z.enum(["event", "group", "all"]) });
