import { visitorRoute } from "@/lib/auth/guard";
import { ok } from "@/lib/core/result";
import { searchHelp } from "@/lib/knowledge/help-queries";
import { searchQuery } from "@/lib/knowledge/help-schema";

/** Somebody who types asks a few times a second at most. */
const rateLimit = { name: "help.search", limit: 240, windowSeconds: 60 };

export const GET = visitorRoute({ query: searchQuery, rateLimit }, async ({ viewer, query }) => {
  const { hits } = await searchHelp(viewer, { query: query.q, category: query.category, limit: query.limit });
  return ok({ items: hits, nextCursor: null });
});
