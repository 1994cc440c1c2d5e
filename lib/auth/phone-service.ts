import "server-only";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { consumeRateLimit, type RateLimit, resetRateLimit } from "@/lib/platform/rate-limit";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { createAnonClient } from "@/lib/platform/supabase/server";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/auth.json";
import { admit, type SignedIn } from "./admission";
import { waitOut } from "./even-time";
import { countTry } from "./limits";
import { linkError } from "./service-errors";
import type { Visitor } from "./visitor";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** What a refusal takes at least. */
const REFUSAL_MS = 400;
/** How long a number waits for its next code; the form counts it down. */
const RESEND_SECONDS = MINUTE;

/** How often one number gets a code, whether it is anybody's or not. */
const NEXT: RateLimit = { name: "auth.code.next", limit: 1, windowSeconds: RESEND_SECONDS };
const HOURLY: RateLimit = { name: "auth.code.hour", limit: 5, windowSeconds: HOUR };
const DAILY: RateLimit = { name: "auth.code.day", limit: 10, windowSeconds: 24 * HOUR };
/** How often one code may be tried: five times, for beginning the count anew is the first use of it. */
const TRIES: RateLimit = { name: "auth.code.tries", limit: 6, windowSeconds: 10 * MINUTE };

/** As `find_phone_owner` knows whoever has a number on file. */
type PhoneOwner = { customerId: string; userId: string | null; isNew: boolean; strayId?: string | null };

/**
 * Sends a sign-in code to a number (E.164) that is on file. The answer, its time and the limits are the same for a
 * number that is nobody's: what differs is done afterwards.
 */
export async function requestPhoneCode(visitor: Visitor, phone: string): Promise<Result<undefined>> {
  if (getEnv().phoneSignIn === "off") return phoneUnavailable();
  const allowed = await countPhoneRequest(visitor.ip, phone);
  if (!allowed.ok) return allowed;
  visitor.later(() => sendCode(phone));
  return ok();
}

/** Signs in with the code that came by phone. */
export async function signInWithPhoneCode(
  visitor: Visitor,
  phone: string,
  code: string,
): Promise<Result<SignedIn>> {
  if (getEnv().phoneSignIn === "off") return phoneUnavailable();
  const tries = await countPhoneTry(visitor.ip, phone);
  if (!tries.ok) return tries;
  const started = performance.now();
  const { data, error } = await createAnonClient().auth.verifyOtp({ phone, token: code, type: "sms" });
  // Somebody proved a number that opens nothing: to them it is a code that does not work.
  const admitted = data.session ? await admit(visitor, data.session) : null;
  if (admitted && (admitted.ok || admitted.error.code !== "unauthenticated")) return admitted;
  await waitOut(started, REFUSAL_MS);
  return err(linkError(error, texts.errors.codeExpired));
}

/** The same answer for every number where nobody would send a code. */
function phoneUnavailable(): Result<never> {
  return err(appError("unavailable", texts.errors.phoneUnavailable, { reason: "phone_sign_in_unavailable" }));
}

/** Counts one try of a code that came by phone. */
export async function countPhoneTry(ip: string, phone: string): Promise<Result<undefined>> {
  const allowed = await countTry("verify", ip);
  if (!allowed.ok) return allowed;
  const tries = await consumeRateLimit(TRIES, phone);
  if (tries.ok || tries.error.code !== "rate_limited") return tries;
  return err({ ...tries.error, message: texts.errors.tooManyCodeTries });
}

/** Counts one request for a code, whosever number it is, and begins its tries anew. */
export async function countPhoneRequest(ip: string, phone: string): Promise<Result<undefined>> {
  const byAddress = await countTry("code", ip);
  if (!byAddress.ok) return byAddress;
  const next = await consumeRateLimit(NEXT, phone);
  if (!next.ok && next.error.code === "rate_limited") {
    const seconds = String(next.error.retryAfterSeconds ?? RESEND_SECONDS);
    return err({ ...next.error, message: texts.errors.codeTooSoon.replace("{seconds}", seconds) });
  }
  if (!next.ok) return next;
  for (const limit of [HOURLY, DAILY]) {
    const allowed = await consumeRateLimit(limit, phone);
    if (!allowed.ok) {
      const isMany = allowed.error.code === "rate_limited";
      return err(isMany ? { ...allowed.error, message: texts.errors.tooManyCodes } : allowed.error);
    }
  }
  // A new code, five new tries.
  await resetRateLimit(TRIES, phone);
  return ok();
}

async function sendCode(phone: string): Promise<void> {
  const admin = createAdminClient();
  const found = unwrap(await admin.rpc("find_phone_owner", { p_phone: phone }));
  const owner = found.ok ? (found.value as PhoneOwner | null) : null;
  if (!owner) return;
  if (owner.userId && !(await attachNumber(owner.userId, owner.strayId ?? null, phone))) return;
  const { error } = await createAnonClient().auth.signInWithOtp({
    phone,
    options: { shouldCreateUser: owner.isNew, channel: "sms" },
  });
  if (error) log.warn({ code: error.code, status: error.status }, "sign-in code was not sent");
}

/**
 * Sees to it that a code for the number signs in whoever it belongs to: their account carries the number, unproven
 * until the code comes back. An account that somebody began with the number and never proved makes room.
 */
async function attachNumber(userId: string, strayId: string | null, phone: string): Promise<boolean> {
  const { admin } = createAdminClient().auth;
  const { data } = await admin.getUserById(userId);
  if (data.user?.phone === phone.slice(1)) return true;
  if (strayId) await admin.deleteUser(strayId);
  const { error } = await admin.updateUserById(userId, { phone });
  if (error) log.warn({ code: error.code, status: error.status }, "a number on file could not be attached");
  return !error;
}
