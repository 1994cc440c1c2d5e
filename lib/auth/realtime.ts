import "server-only";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "@/lib/platform/env";
import { defaultMessage } from "@/lib/platform/error-messages";
import { bearerToken } from "@/lib/platform/http";
import type { CookieJar } from "@/lib/platform/supabase/session";
import { readSessionCookie } from "@/lib/platform/supabase/session-cookie";
import { tokenExpiry } from "./token";

/** What a page needs to open the live connection. `expiresAt` is ISO 8601. */
type RealtimeAccess = { url: string; publishableKey: string; token: string; expiresAt: string };

/**
 * The access token for the browser's live connection. It is the only thing of a session that script can
 * get at, and it ends within the hour; the refresh token stays in its HttpOnly cookie.
 */
export async function realtimeAccess(request: Request, jar: CookieJar): Promise<Result<RealtimeAccess>> {
  const { supabaseUrl, publishableKey, isHttps } = getEnv();
  const token = bearerToken(request.headers) ?? (await readSessionCookie(jar, isHttps))?.accessToken;
  const expiresAt = token && tokenExpiry(token);
  if (!token || !expiresAt) return err(appError("unauthenticated", defaultMessage("unauthenticated")));
  return ok({ url: supabaseUrl, publishableKey, token, expiresAt: expiresAt.toISOString() });
}
