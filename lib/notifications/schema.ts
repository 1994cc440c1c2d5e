import { z } from "zod";
import { isUuid } from "@/lib/core/ids";
import { NOTIFICATION_GROUPS, NOTIFICATION_VIEWS } from "./types";

/** As many as the database marks in one call. */
const MOST_IDS = 100;

/** The query of the list. */
export const notificationFilters = z.object({
  view: z.enum(NOTIFICATION_VIEWS).default("all"),
  group: z.enum(NOTIFICATION_GROUPS).optional(),
});

/** Which notifications were read: these, or every one. */
export const readInput = z.object({ ids: z.array(z.string().refine(isUuid)).max(MOST_IDS).optional() });
export type ReadInput = z.output<typeof readInput>;

/** One notification, read or unread: a button of its row. */
export const markOneForm = z.object({ id: z.string().refine(isUuid), read: z.enum(["yes", "no"]) });
