import "server-only";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { createAnonClient } from "@/lib/platform/supabase/server";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/auth.json";
import { waitOut } from "./even-time";
import { countTry, forgetTries } from "./limits";
import { fieldFault } from "./service-errors";
import type { Viewer } from "./viewer";

const REFUSAL_MS = 400;

/**
 * Checks the viewer's password and lets one command run that asks for it by `private.require_reauthentication` with
 * the same `purpose`, within ten minutes. A wrong password is a fault of `field`.
 */
export async function reauthenticate(
  viewer: Viewer,
  purpose: string,
  password: string,
  field = "password",
): Promise<Result<undefined>> {
  const checked = await checkPassword(viewer, password);
  if (!checked.ok) return checked;
  if (!checked.value) return err(fieldFault(field, texts.errors.wrongPassword));
  return noteProof(viewer.id, purpose);
}

/**
 * Writes down that somebody has proven who they are, which one command with this purpose, or one change of their
 * password, address or number, may use up. Only the portal may say so. `not_found` for a locked portal.
 */
export async function noteProof(userId: string, purpose: string): Promise<Result<undefined>> {
  const noted = unwrap(
    await createAdminClient().rpc("record_reauthentication", { p_user: userId, p_purpose: purpose }),
  );
  return noted.ok ? ok() : noted;
}

/** Whether this is the viewer's password. Limited like signing in, for it can be guessed here as well; the session by which it is tried is ended at once. */
async function checkPassword(viewer: Viewer, password: string): Promise<Result<boolean>> {
  // Somebody who signs in by phone alone has no password.
  if (viewer.email === "") {
    return err(appError("conflict", texts.errors.noPassword, { reason: "no_password" }));
  }
  const allowed = await countTry("password", viewer.id, viewer.id);
  if (!allowed.ok) return allowed;
  const started = performance.now();
  const { auth } = createAnonClient();
  const { data, error } = await auth.signInWithPassword({ email: viewer.email, password });
  if (data.session) {
    await auth.signOut({ scope: "local" });
    await forgetTries("password", viewer.id);
    return ok(data.session.user.id === viewer.id);
  }
  await waitOut(started, REFUSAL_MS);
  const isOutage = error?.status === undefined || error.status === 0 || error.status >= 500;
  return isOutage ? err(appError("unavailable", texts.errors.passwordUnchecked)) : ok(false);
}
