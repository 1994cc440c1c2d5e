import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { type AppError, appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/help.json";
import type { VoteInput } from "./help-schema";
import type { Vote } from "./help-types";
import {
  newVisitorCookie,
  readVisitorCookie,
  VISITOR_COOKIE,
  visitorCookieOptions,
} from "./visitor-key-service";
import { voteAsVisitor } from "./visitor-service";

/** The browser of somebody who is not signed in: where it is, and how its cookie is read and set. */
export type Browser = {
  ip: string;
  getCookie(name: string): string | undefined;
  setCookie(name: string, value: string, options: ReturnType<typeof visitorCookieOptions>): void;
};

/**
 * Gives or changes a vote on an article: of the person who is signed in, else of the browser, which gets a signed
 * key to be known by. `not_found` for what one may not read.
 */
export async function voteOnArticle(
  viewer: Viewer | null,
  browser: Browser,
  slug: string,
  input: VoteInput,
): Promise<Result<Vote>> {
  if (viewer) {
    const answer = unwrap(
      await viewer.db.rpc("vote_article", {
        p_slug: slug,
        p_helpful: input.helpful,
        ...(input.reason !== undefined && { p_reason: input.reason }),
      }),
    );
    return answer.ok ? ok(answer.value as unknown as Vote) : err(explained(answer.error));
  }
  const known = readVisitorCookie(browser.getCookie(VISITOR_COOKIE));
  const fresh = known === null ? newVisitorCookie() : null;
  const key = known ?? fresh?.key ?? "";
  const voted = await voteAsVisitor({ key, ip: browser.ip }, slug, input);
  if (!voted.ok) return err(explained(voted.error));
  if (fresh) browser.setCookie(VISITOR_COOKIE, fresh.cookie, visitorCookieOptions());
  return voted;
}

/** A customer says that an article answers what they were about to write a ticket about. */
export async function answerByArticle(
  viewer: Viewer,
  { slug, subject }: { slug: string; subject: string },
): Promise<Result<Vote>> {
  const answer = unwrap(await viewer.db.rpc("answer_by_article", { p_slug: slug, p_subject: subject }));
  return answer.ok ? ok(answer.value as unknown as Vote) : answer;
}

function explained(error: AppError): AppError {
  return error.code === "not_found" ? appError("not_found", texts.vote.gone) : error;
}
