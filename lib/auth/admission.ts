import "server-only";
import type { Session } from "@supabase/supabase-js";
import type { AppError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { CODE_WANTED, secondFactorPath } from "@/lib/core/second-factor";
import { createAnonClient } from "@/lib/platform/supabase/server";
import { storeSession, toStoredSession } from "@/lib/platform/supabase/session";
import type { StoredSession } from "@/lib/platform/supabase/session-cookie";
import { toAppError, unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/auth.json";
import type { Role } from "./permissions";
import { answerSecondFactor } from "./second-factor-service";
import { fieldFault } from "./service-errors";
import { findViewerByToken, type Viewer } from "./viewer";
import type { Visitor } from "./visitor";

export type SignedInUser = { id: string; email: string; fullName: string; role: Role };
/** `expiresAt` is ISO 8601. */
export type SessionTokens = { accessToken: string; refreshToken: string; expiresAt: string };
export type SignedIn = { user: SignedInUser; session: SessionTokens };

/**
 * Lets the owner of a new session in, unless their account is locked: then the session ends at once. Where a second
 * factor is wanted, whoever came by a page is `forbidden` with the reason that says which page comes next, and keeps
 * the session, which opens nothing else; a call brings the code along, or its session ends.
 */
export async function admit(visitor: Visitor, session: Session): Promise<Result<SignedIn>> {
  const opened = toStoredSession(session);
  const admitted = await welcome(visitor, opened);
  if (admitted.ok) return admitted;
  const further = secondFactorPath(admitted.error.reason)
    ? await askFurther(visitor, opened, admitted.error)
    : admitted;
  const isKept = further.ok || (visitor.canBeAsked && secondFactorPath(further.error.reason));
  if (!isKept) await endSession(session.access_token, "local");
  return further;
}

/** Lets somebody in whose session is all that it has to be. */
export async function welcome(visitor: Visitor, session: StoredSession): Promise<Result<SignedIn>> {
  const viewer = await findViewerByToken(session.accessToken, visitor.headers);
  if (!viewer.ok) return viewer;
  // Only a list of devices goes without it: unwrap has it in the log.
  unwrap(await viewer.value.db.rpc("note_session"));
  storeSession(visitor.jar, session);
  return ok({ user: describe(viewer.value), session: tokens(session) });
}

async function askFurther(
  visitor: Visitor,
  session: StoredSession,
  error: AppError,
): Promise<Result<SignedIn>> {
  if (visitor.canBeAsked) {
    storeSession(visitor.jar, session);
    return err(error);
  }
  if (error.reason !== CODE_WANTED) return err(error);
  if (!visitor.code) return err(fieldFault("code", texts.errors.factorCodeMissing));
  const answered = await answerSecondFactor(visitor, session, visitor.code);
  return answered.ok ? welcome(visitor, answered.value) : answered;
}

/** Ends the session of a token, or all of its owner's. */
export async function endSession(token: string, scope: "local" | "global"): Promise<Result<undefined>> {
  const { error } = await createAnonClient().auth.admin.signOut(token, scope);
  // A session that has ended already needs no ending.
  const isOver = error?.status === 401 || error?.status === 403 || error?.status === 404;
  return error && !isOver ? err(toAppError(error)) : ok();
}

function describe(viewer: Viewer): SignedInUser {
  const { id, email, fullName, role } = viewer;
  return { id, email, fullName, role };
}

function tokens({ accessToken, refreshToken, expiresAt }: StoredSession): SessionTokens {
  return { accessToken, refreshToken, expiresAt: new Date(expiresAt * 1000).toISOString() };
}
