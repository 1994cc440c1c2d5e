import { adminRoute, staffRoute } from "@/lib/auth/guard";
import { getSettings } from "@/lib/settings/queries";
import { settingsChanges } from "@/lib/settings/schema";
import { changeSettings } from "@/lib/settings/service";

export const GET = staffRoute({}, ({ viewer }) => getSettings(viewer));

export const PATCH = adminRoute({ body: settingsChanges }, ({ viewer, body }) =>
  changeSettings(viewer, body),
);
