import { memberRoute } from "@/lib/auth/guard";
import { realtimeAccess } from "@/lib/auth/realtime";

/** What a page of ours needs to open the live connection: address, public key, and a short-lived token. */
export const GET = memberRoute({ sameOriginOnly: true }, ({ request, jar }) => realtimeAccess(request, jar));
