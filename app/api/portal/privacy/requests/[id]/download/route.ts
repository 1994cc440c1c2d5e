import { customerRoute } from "@/lib/auth/guard";
import { privacyIdParams } from "@/lib/privacy/schema";
import { linkToExport } from "@/lib/privacy/service";

/** In a header, because addresses are written down in logs and histories. */
const PASSWORD_HEADER = "x-portico-password";

/** Authorised each time; the link behind it ends within a minute, so nothing may keep this answer. */
export const GET = customerRoute({ params: privacyIdParams }, async ({ viewer, params, request }) => {
  const password = request.headers.get(PASSWORD_HEADER)?.slice(0, 200);
  const link = await linkToExport(viewer, params.id, password);
  if (!link.ok) return link;
  return new Response(null, {
    status: 302,
    headers: { Location: link.value, "Cache-Control": "private, no-store" },
  });
});
