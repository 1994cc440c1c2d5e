import { memberRoute } from "@/lib/auth/guard";
import { listNotifications } from "@/lib/notifications/queries";
import { notificationFilters } from "@/lib/notifications/schema";
import { pageParams } from "@/lib/platform/http";

export const GET = memberRoute({ query: notificationFilters.extend(pageParams) }, ({ viewer, query }) =>
  listNotifications(viewer, query),
);
