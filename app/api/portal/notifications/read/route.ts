import { memberRoute } from "@/lib/auth/guard";
import { readInput } from "@/lib/notifications/schema";
import { markNotificationsRead } from "@/lib/notifications/service";

export const POST = memberRoute({ body: readInput }, ({ viewer, body }) =>
  markNotificationsRead(viewer, body),
);
