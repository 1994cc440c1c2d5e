import { z } from "zod";

const token = z.string().min(1).max(200);

export const unsubscribeQuery = z.object({ token });

/** The form of the page: `scope` is `all`, or empty for what the token names. */
export const unsubscribeForm = z.object({ token, scope: z.enum(["all", "group"]) });
