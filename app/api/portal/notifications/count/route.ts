import { memberRoute } from "@/lib/auth/guard";
import { ok } from "@/lib/core/result";

/** How many are unread, a hundred at most: the bell asks when something was announced. */
export const GET = memberRoute({}, async ({ viewer }) => ok({ unread: viewer.unreadNotifications }));
