import { memberRoute } from "@/lib/auth/guard";
import { preferencesInput } from "@/lib/notifications/preferences-schema";
import { getPreferences, savePreferences } from "@/lib/notifications/preferences-service";

/** How the signed-in person is told of what. */
export const GET = memberRoute({}, ({ viewer }) => getPreferences(viewer));

/** Changes what is named. */
export const PUT = memberRoute({ body: preferencesInput }, ({ viewer, body }) =>
  savePreferences(viewer, body),
);
