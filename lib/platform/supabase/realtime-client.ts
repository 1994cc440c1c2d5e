import { RealtimeClient } from "@supabase/realtime-js";

/** What `GET /api/portal/realtime-token` gives a signed-in browser. `expiresAt` is ISO 8601. */
export type RealtimeAccess = { url: string; publishableKey: string; token: string; expiresAt: string };

/**
 * The browser's live connection. Only the realtime part of supabase-js: the whole does not fit into a
 * page. `getAccess` is asked again for each connection and each renewal of the token.
 */
export function createRealtimeClient(first: RealtimeAccess, getAccess: () => Promise<RealtimeAccess>) {
  return new RealtimeClient(`${first.url.replace(/^http/, "ws")}/realtime/v1`, {
    params: { apikey: first.publishableKey },
    accessToken: async () => {
      const isFresh = Date.parse(first.expiresAt) - Date.now() > 60_000;
      const access = isFresh ? first : await getAccess();
      first = access;
      return access.token;
    },
  });
}
