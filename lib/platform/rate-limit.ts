import "server-only";
import { createHmac } from "node:crypto";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "./env";
import { defaultMessage } from "./error-messages";
import { createAdminClient } from "./supabase/admin";
import { unwrap } from "./supabase/unwrap";

/** `limit` uses of `name` per `windowSeconds`, counted for each `subject` (an address, an account). */
export type RateLimit = { name: string; limit: number; windowSeconds: number };

/**
 * Counts one use. `rate_limited` with the seconds to wait when the limit is reached, and `unavailable`
 * when it cannot be counted: a limit that opens when its store fails is none.
 */
export async function consumeRateLimit(limit: RateLimit, subject: string): Promise<Result<undefined>> {
  const answer = await count(limit, subject, limit.windowSeconds);
  if (!answer.ok) return err(appError("unavailable", defaultMessage("unavailable")));
  const { allowed, retryAfter } = answer.value as { allowed: boolean; retryAfter: number };
  if (allowed) return ok();
  return err(
    appError("rate_limited", defaultMessage("rate_limited"), {
      reason: "rate_limited",
      retryAfterSeconds: Math.max(1, retryAfter),
    }),
  );
}

/** Begins the count anew, after the subject has shown that the uses before were its own. */
export async function resetRateLimit(limit: RateLimit, subject: string): Promise<void> {
  // A window of no length is always over, so this use is the first of a new one. A failure only means
  // that the limit is reached sooner; it is in the log.
  await count(limit, subject, 0);
}

async function count(limit: RateLimit, subject: string, windowSeconds: number) {
  return unwrap(
    await createAdminClient().rpc("consume_rate_limit", {
      p_bucket: `${limit.name}:${fingerprint(subject)}`,
      p_limit: limit.limit,
      p_window_seconds: windowSeconds,
    }),
  );
}

/** Buckets hold no addresses, and nobody without our key can find out whose they are. */
function fingerprint(subject: string): string {
  return createHmac("sha256", getEnv().secretKey).update(subject).digest("base64url");
}
