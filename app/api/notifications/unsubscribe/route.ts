import { publicRoute } from "@/lib/auth/guard";
import { unsubscribeQuery } from "@/lib/notifications/unsubscribe-schema";
import { unsubscribe } from "@/lib/notifications/unsubscribe-service";

/** One click of a mail program (RFC 8058) ends the e-mails of the whole group. Its body says nothing that the address does not. */
export const POST = publicRoute(
  { query: unsubscribeQuery, status: 200, rateLimit: { name: "unsubscribe", limit: 60, windowSeconds: 60 } },
  ({ query }) => unsubscribe(query.token, "group"),
);
