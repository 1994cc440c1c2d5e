import "server-only";
import type { Session } from "@supabase/supabase-js";
import { err, ok, type Result } from "@/lib/core/result";
import { createAnonClient } from "@/lib/platform/supabase/server";
import { storeSession, toStoredSession } from "@/lib/platform/supabase/session";
import { toAppError, unwrap } from "@/lib/platform/supabase/unwrap";
import type { Role } from "./permissions";
import { findViewerByToken, type Viewer } from "./viewer";
import type { Visitor } from "./visitor";

export type SignedInUser = { id: string; email: string; fullName: string; role: Role };
/** `expiresAt` is ISO 8601. */
export type SessionTokens = { accessToken: string; refreshToken: string; expiresAt: string };
export type SignedIn = { user: SignedInUser; session: SessionTokens };

/** Lets the owner of a new session in, unless their account is locked: then the session ends at once. */
export async function admit(visitor: Visitor, session: Session): Promise<Result<SignedIn>> {
  const viewer = await findViewerByToken(session.access_token, visitor.headers);
  if (!viewer.ok) {
    await endSession(session.access_token, "local");
    return viewer;
  }
  // Only a list of devices goes without it: unwrap has it in the log.
  unwrap(await viewer.value.db.rpc("note_session"));
  storeSession(visitor.jar, toStoredSession(session));
  return ok({ user: describe(viewer.value), session: tokens(session) });
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

function tokens(session: Session): SessionTokens {
  const endsAt = (session.expires_at ?? 0) * 1000;
  return {
    accessToken: session.access_token,
    refreshToken: session.refresh_token,
    expiresAt: new Date(endsAt).toISOString(),
  };
}
