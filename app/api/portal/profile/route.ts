import { customerRoute } from "@/lib/auth/guard";
import { getProfile } from "@/lib/profile/queries";
import { profileChanges } from "@/lib/profile/schema";
import { updateProfile } from "@/lib/profile/service";

/** The signed-in customer's own data. */
export const GET = customerRoute({}, ({ viewer }) => getProfile(viewer));

/** Changes `{ fullName, locale, timeZone, theme }`; what is absent stays. */
export const PUT = customerRoute({ body: profileChanges }, ({ viewer, body }) => updateProfile(viewer, body));
