import { z } from "zod";
import { memberRoute } from "@/lib/auth/guard";
import { isUuid } from "@/lib/core/ids";
import { discardUpload, linkToUpload } from "@/lib/uploads/service";

const params = z.object({ id: z.string().refine(isUuid) });

/** Authorised each time; the link behind it ends within a minute, so nothing may keep this answer. */
export const GET = memberRoute({ params }, async ({ viewer, params: { id } }) => {
  const link = await linkToUpload(viewer, id);
  if (!link.ok) return link;
  return new Response(null, {
    status: 302,
    headers: { Location: link.value, "Cache-Control": "private, no-store" },
  });
});

export const DELETE = memberRoute({ params, status: 204 }, ({ viewer, params: { id } }) =>
  discardUpload(viewer, id),
);
