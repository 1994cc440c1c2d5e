import "server-only";
import type { AuthError } from "@supabase/supabase-js";
import { passwordFault } from "@/lib/core/password";
import { err, ok, type Result } from "@/lib/core/result";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import type { Db } from "@/lib/platform/supabase/server";
import { toAppError, unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/auth.json";
import { reauthenticate } from "./reauthenticate";
import { fieldFault } from "./service-errors";
import type { Viewer } from "./viewer";

/**
 * Sets a new password for somebody who knows the old one, and signs them out everywhere else. Faults stand at
 * `currentPassword` and `password`; `rate_limited` after too many wrong old ones.
 */
export async function changePassword(
  viewer: Viewer,
  input: { currentPassword: string; password: string },
): Promise<Result<undefined>> {
  const fault = passwordFault(input.password, viewer.email);
  if (fault) return err(fieldFault("password", texts.faults[fault]));
  const known = await reauthenticate(viewer, "password", input.currentPassword, "currentPassword");
  if (!known.ok) return known;
  const { password } = input;
  const { error } = await createAdminClient().auth.admin.updateUserById(viewer.id, { password });
  if (error?.code === "weak_password") return err(fieldFault("password", texts.faults.too_common));
  if (error) return err(toAppError(error));
  await notePasswordChanged(viewer.id);
  // Whoever was signed in with the old one is out.
  const ended = unwrap(await viewer.db.rpc("end_sessions"));
  return ended.ok ? ok() : ended;
}

/**
 * Sets a new password for somebody who came by the link of a recovery e-mail. Where they have a second factor,
 * Supabase lets a link alone change nothing; the portal does, for it asks for the code right after.
 */
export async function setPasswordByLink(
  auth: Db["auth"],
  userId: string,
  password: string,
): Promise<{ error: AuthError | null }> {
  const { error } = await auth.updateUser({ password });
  if (error?.code !== "insufficient_aal") return { error };
  return createAdminClient().auth.admin.updateUserById(userId, { password });
}

/** Tells the owner that their password is another one now. */
export async function notePasswordChanged(userId: string): Promise<void> {
  // It is changed all the same: unwrap has the failure in the log.
  unwrap(await createAdminClient().rpc("note_password_changed", { p_user: userId }));
}
