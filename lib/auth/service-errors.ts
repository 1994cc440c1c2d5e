import "server-only";
import type { AuthError } from "@supabase/supabase-js";
import { type AppError, appError } from "@/lib/core/errors";
import { defaultMessage } from "@/lib/platform/error-messages";
import { toAppError } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/auth.json";
import { LOCKED_REASON } from "./viewer";

/** Whether Supabase refuses something only because the address has an account, which would give it away. */
export function isAboutKnownAddress(error: AuthError): boolean {
  const codes = ["user_already_exists", "email_exists", "over_email_send_rate_limit"];
  return codes.includes(error.code ?? "");
}

/** Why a sign-in by password failed: the same for an unknown address as for a wrong password. */
export function signInError(error: AuthError): AppError {
  if (error.code === "invalid_credentials" || error.code === "email_not_confirmed") {
    return appError("unauthenticated", texts.errors.invalidCredentials, { reason: "invalid_credentials" });
  }
  if (error.code === "user_banned") {
    return appError("forbidden", texts.errors.locked, { reason: LOCKED_REASON });
  }
  return toAppError(error);
}

/** Why a link or a code did not work. Whatever is wrong with it, the way on is a new one. */
export function linkError(error: AuthError | null, message: string): AppError {
  const isOutage =
    error !== null && (error.status === undefined || error.status === 0 || error.status >= 500);
  return isOutage ? toAppError(error) : appError("unauthenticated", message, { reason: "otp_expired" });
}

/** A fault of one field that only the service could find. */
export function fieldFault(field: string, message: string): AppError {
  return appError("validation_failed", defaultMessage("validation_failed"), {
    fields: { [field]: [message] },
  });
}
