import "server-only";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "./env";
import { defaultMessage } from "./error-messages";
import { bearerToken } from "./http";
import { isSameSecret } from "./same-secret";

/** Lets only the holder of `CRON_SECRET` through; nobody when it is not set. */
export function requireCronSecret(headers: Headers): Result<undefined> {
  const secret = getEnv().cronSecret;
  const given = bearerToken(headers);
  if (secret && given && isSameSecret(given, secret)) return ok();
  return err(appError("unauthenticated", defaultMessage("unauthenticated")));
}
