import "server-only";
import type { AuthError } from "@supabase/supabase-js";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { createAnonClient, type Db } from "@/lib/platform/supabase/server";
import { toStoredSession } from "@/lib/platform/supabase/session";
import type { StoredSession } from "@/lib/platform/supabase/session-cookie";
import { toAppError, unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/auth.json";
import { waitOut } from "./even-time";
import { countTry, forgetTries } from "./limits";
import { fieldFault } from "./service-errors";
import { findSecondFactorByToken } from "./viewer";
import type { Visitor } from "./visitor";

const REFUSAL_MS = 400;

type Asker = Pick<Visitor, "ip" | "headers">;

/**
 * Shows the second factor for a session that the password opened: a code of the authenticator app, or a recovery
 * code, which is used up. The session as it is from then on; the tokens from before are void after a code. A wrong
 * code is a fault of `code`; `rate_limited` after five in a quarter of an hour.
 */
export async function answerSecondFactor(
  visitor: Asker,
  session: StoredSession,
  code: string,
): Promise<Result<StoredSession>> {
  const found = await findSecondFactorByToken(session.accessToken, visitor.headers);
  if (!found.ok) return found;
  const { userId, sessionId, factorId } = found.value;
  if (/^\d{6}$/.test(code)) {
    if (!factorId) return err(fieldFault("code", texts.errors.wrongFactorCode));
    return verifyFactor(visitor, session, { userId, factorId, code });
  }
  return countedTry(visitor, userId, async () => {
    if (!sessionId) return err(fieldFault("code", texts.errors.wrongRecoveryCode));
    const used = unwrap(
      await createAdminClient().rpc("use_recovery_code", {
        p_user: userId,
        p_session: sessionId,
        p_code: code,
      }),
    );
    if (!used.ok) return used;
    return used.value === null ? err(fieldFault("code", texts.errors.wrongRecoveryCode)) : ok(session);
  });
}

/** A code of one factor, also of one that is being set up: confirms it, and raises the session. */
export function verifyFactor(
  visitor: Asker,
  session: StoredSession,
  { userId, factorId, code }: { userId: string; factorId: string; code: string },
): Promise<Result<StoredSession>> {
  return countedTry(visitor, userId, async () => {
    const auth = await openAuth(session);
    if (!auth.ok) return auth;
    const { error } = await auth.value.mfa.challengeAndVerify({ factorId, code });
    if (error) return err(codeError(error));
    const { data } = await auth.value.getSession();
    return data.session
      ? ok(toStoredSession(data.session))
      : err(appError("unauthenticated", texts.errors.signInAgainForFactor));
  });
}

/** Supabase Auth as the owner of a session. */
export async function openAuth(session: StoredSession): Promise<Result<Db["auth"]>> {
  const { auth } = createAnonClient();
  const { error } = await auth.setSession({
    access_token: session.accessToken,
    refresh_token: session.refreshToken,
  });
  return error ? err(toAppError(error)) : ok(auth);
}

async function countedTry<T>(
  visitor: Asker,
  userId: string,
  attempt: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const allowed = await countTry("factor", visitor.ip, userId);
  if (!allowed.ok) return allowed;
  const started = performance.now();
  const answered = await attempt();
  if (answered.ok) await forgetTries("factor", userId);
  else await waitOut(started, REFUSAL_MS);
  return answered;
}

function codeError(error: AuthError) {
  const isWrong = error.code === "mfa_verification_failed" || error.code === "mfa_verification_rejected";
  const isGone = error.code === "mfa_factor_not_found" || error.code === "mfa_challenge_expired";
  if (isWrong) return fieldFault("code", texts.errors.wrongFactorCode);
  return isGone ? fieldFault("code", texts.errors.factorGone) : toAppError(error);
}
