import "server-only";
import { ok, type Result } from "@/lib/core/result";
import { log } from "@/lib/platform/log";
import { consumeRateLimit } from "@/lib/platform/rate-limit";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import type { VoteInput } from "./help-schema";
import type { Vote } from "./help-types";
import type { Support } from "./types";

/** Votes of one address on the network, which may be an office's. */
const VOTES = { name: "help.vote", limit: 60, windowSeconds: 60 * 60 };

/** Gives or changes the vote of somebody who is not signed in, on an article that everybody may read. */
export async function voteAsVisitor(
  { key, ip }: { key: string; ip: string },
  slug: string,
  { helpful, reason }: VoteInput,
): Promise<Result<Vote>> {
  const allowed = await consumeRateLimit(VOTES, ip);
  if (!allowed.ok) return allowed;
  const answer = unwrap(
    await createAdminClient().rpc("vote_article_as_visitor", {
      p_slug: slug,
      p_visitor: key,
      p_helpful: helpful,
      ...(reason !== undefined && { p_reason: reason }),
    }),
  );
  return answer.ok ? ok(answer.value as unknown as Vote) : answer;
}

/** How this browser voted, or null; a failure is none. */
export async function findVisitorVote(key: string, slug: string): Promise<Vote | null> {
  const answer = unwrap(await createAdminClient().rpc("get_visitor_vote", { p_slug: slug, p_visitor: key }));
  return answer.ok ? (answer.value as unknown as Vote | null) : null;
}

/** Counts a view of an article. Nobody waits for it, and nobody is told when it fails. */
export async function countArticleView(slug: string): Promise<void> {
  const { error } = await createAdminClient().rpc("count_article_view", { p_slug: slug });
  if (error) log.warn({ code: error.code }, "a view of an article was not counted");
}

/** Keeps what was looked for and not found, for the list of gaps: not who looked. */
export async function logHelpSearch(search: {
  query: string;
  results: number;
  support: Support;
  locale: string;
}): Promise<void> {
  const { error } = await createAdminClient().rpc("log_search", {
    p_query: search.query,
    p_source: "help",
    p_results: search.results,
    p_support: search.support,
    p_locale: search.locale,
  });
  if (error) log.warn({ code: error.code }, "a search was not kept");
}
