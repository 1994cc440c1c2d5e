import { z } from "zod";
import { memberRoute } from "@/lib/auth/guard";
import { pageParams } from "@/lib/platform/http";
import { endSessionsQuery } from "@/lib/profile/schema";
import { listSessions } from "@/lib/profile/sessions-queries";
import { endSessions } from "@/lib/profile/sessions-service";

/** Where the caller is signed in. */
export const GET = memberRoute({ query: z.object(pageParams) }, ({ viewer, query }) =>
  listSessions(viewer, query),
);

/** Signs out the device `?id=`, or without it all but this one: `{ ended }`. */
export const DELETE = memberRoute({ query: endSessionsQuery }, ({ viewer, query }) =>
  endSessions(viewer, query.id),
);
