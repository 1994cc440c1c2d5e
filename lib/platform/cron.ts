import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "./env";
import { defaultMessage } from "./error-messages";
import { bearerToken } from "./http";

/** Lets only the holder of `CRON_SECRET` through; nobody when it is not set. */
export function requireCronSecret(headers: Headers): Result<undefined> {
  const secret = getEnv().cronSecret;
  const given = bearerToken(headers);
  if (secret && given && isEqual(given, secret)) return ok();
  return err(appError("unauthenticated", defaultMessage("unauthenticated")));
}

/** Compares hashes, whose lengths are equal, in a time that tells nothing. */
function isEqual(a: string, b: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
