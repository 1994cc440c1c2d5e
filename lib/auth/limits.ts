import "server-only";
import type { AppError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { consumeRateLimit, type RateLimit, resetRateLimit } from "@/lib/platform/rate-limit";
import texts from "@/messages/en/auth.json";

const QUARTER = 15 * 60;
const HOUR = 60 * 60;

/**
 * How often an address on the network, and an account, may try what. The account is the e-mail address
 * that was typed, whether it exists or not. Offices share an address, so those limits are wide; guessing
 * is stopped by the narrow ones.
 */
const LIMITS = {
  signIn: { ip: [300, QUARTER], account: [10, QUARTER], message: texts.errors.tooManySignIns },
  mail: { ip: [60, HOUR], account: [6, HOUR], message: texts.errors.tooManyMails },
  register: { ip: [60, HOUR], account: [6, HOUR], message: texts.errors.tooManyTries },
  password: { ip: [20, QUARTER], account: [8, QUARTER], message: texts.errors.tooManyTries },
  code: { ip: [30, HOUR], account: [5, HOUR], message: texts.errors.tooManyTries },
  factor: { ip: [100, QUARTER], account: [5, QUARTER], message: texts.errors.tooManyTries },
  verify: { ip: [100, QUARTER], account: [10, QUARTER], message: texts.errors.tooManyTries },
} as const;

type LimitName = keyof typeof LIMITS;

/** Counts one try. `rate_limited` with the seconds to wait, or `unavailable` when it cannot be counted. */
export async function countTry(name: LimitName, ip: string, account?: string): Promise<Result<undefined>> {
  const byIp = await consumeRateLimit(limit(name, "ip"), ip);
  if (!byIp.ok) return explained(byIp.error, name);
  if (account === undefined) return ok();
  const byAccount = await consumeRateLimit(limit(name, "account"), account);
  return byAccount.ok ? ok() : explained(byAccount.error, name);
}

/** Forgets the tries of an account whose owner has just shown to be its owner. */
export async function forgetTries(name: LimitName, account: string): Promise<void> {
  await resetRateLimit(limit(name, "account"), account);
}

function limit(name: LimitName, kind: "ip" | "account"): RateLimit {
  const [uses, windowSeconds] = LIMITS[name][kind];
  return { name: `auth.${name}.${kind}`, limit: uses, windowSeconds };
}

function explained(error: AppError, name: LimitName) {
  return err(error.code === "rate_limited" ? { ...error, message: LIMITS[name].message } : error);
}
