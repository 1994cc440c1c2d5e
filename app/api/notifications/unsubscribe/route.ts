import { publicRoute } from "@/lib/auth/guard";
import { unsubscribePage } from "@/lib/notifications/unsubscribe";
import { unsubscribeQuery } from "@/lib/notifications/unsubscribe-schema";
import { unsubscribe } from "@/lib/notifications/unsubscribe-service";
import { getEnv } from "@/lib/platform/env";

const rateLimit = { name: "unsubscribe", limit: 60, windowSeconds: 60 };

/** A mail program without one click opens the address instead: it leads to the page, which asks. Nothing changes. */
export const GET = publicRoute(
  { query: unsubscribeQuery, rateLimit },
  async ({ query }) =>
    new Response(null, {
      status: 303,
      headers: { Location: unsubscribePage(getEnv().siteUrl, query.token), "Cache-Control": "no-store" },
    }),
);

/** One click of a mail program (RFC 8058) ends the e-mails of the whole group. Its body says nothing that the address does not. */
export const POST = publicRoute({ query: unsubscribeQuery, status: 200, rateLimit }, ({ query }) =>
  unsubscribe(query.token, "group"),
);
