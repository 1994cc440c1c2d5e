import "server-only";
import { randomUUID } from "node:crypto";
import { err, ok, type Result } from "@/lib/core/result";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { createAnonClient } from "@/lib/platform/supabase/server";
import { toAppError } from "@/lib/platform/supabase/unwrap";

/**
 * Sees to it that an account which waits for its address to answer has the password of whoever registers it
 * now. Supabase keeps the first one that anybody gave: who registers other people's addresses, and waits,
 * could sign in as soon as one of them registers and confirms. Such a password is replaced by nobody's.
 */
export async function settlePassword(
  userId: string,
  credentials: { email: string; password: string },
): Promise<Result<"own" | "nobodys">> {
  const { email, password } = credentials;
  const tried = await createAnonClient().auth.signInWithPassword({ email, password });
  // Only to somebody who knows the password does Supabase say that the address has not answered.
  if (tried.error?.code === "email_not_confirmed") return ok("own");
  if (tried.error && tried.error.code !== "invalid_credentials") return err(toAppError(tried.error));
  // Of every kind of character that a project may ask for.
  const nobodys = `${randomUUID()}Aa1!`;
  const { error } = await createAdminClient().auth.admin.updateUserById(userId, { password: nobodys });
  return error ? err(toAppError(error)) : ok("nobodys");
}
