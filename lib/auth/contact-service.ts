import "server-only";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "@/lib/platform/env";
import { bearerToken } from "@/lib/platform/http";
import { log } from "@/lib/platform/log";
import { createAnonClient } from "@/lib/platform/supabase/server";
import { renewSession } from "@/lib/platform/supabase/session";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/auth.json";
import { endSession } from "./admission";
import { waitOut } from "./even-time";
import { countTry } from "./limits";
import { countPhoneRequest, countPhoneTry } from "./phone-service";
import { noteProof, reauthenticate } from "./reauthenticate";
import { fieldFault, linkError } from "./service-errors";
import type { Viewer } from "./viewer";
import type { Visitor } from "./visitor";

/** What an answer takes at least. */
const ANSWER_MS = 500;
/** How fresh the sign-in of somebody without a password must be. */
const FRESH_MS = 15 * 60_000;
const PATIENCE_MS = 10_000;

/**
 * Sends a link to a new e-mail address, which counts once it was opened. Answers the same for an address that somebody
 * else signs in with: such a link is never sent.
 */
export async function requestEmailChange(
  viewer: Viewer,
  visitor: Visitor,
  input: { email: string; currentPassword: string },
): Promise<Result<undefined>> {
  if (input.email === viewer.email) return err(fieldFault("email", texts.errors.sameEmail));
  const proven = await prove(viewer, "email", input.currentPassword);
  if (!proven.ok) return proven;
  const allowed = await countTry("mail", visitor.ip, viewer.id);
  if (!allowed.ok) return allowed;
  return change(visitor, { email: input.email }, "email_exists");
}

/** Sends a code to a new phone number (E.164), by the limits of codes for signing in. */
export async function requestPhoneChange(
  viewer: Viewer,
  visitor: Visitor,
  input: { phone: string; currentPassword: string },
): Promise<Result<undefined>> {
  if (getEnv().phoneSignIn === "off") return phoneUnavailable();
  const proven = await prove(viewer, "phone", input.currentPassword);
  if (!proven.ok) return proven;
  const allowed = await countPhoneRequest(visitor.ip, input.phone);
  if (!allowed.ok) return allowed;
  return change(visitor, { phone: input.phone }, "phone_exists");
}

/** Takes the code that came to the new number: from then on it is the person's. */
export async function confirmPhoneChange(
  viewer: Viewer,
  visitor: Visitor,
  input: { phone: string; code: string },
): Promise<Result<undefined>> {
  const tries = await countPhoneTry(visitor.ip, input.phone);
  if (!tries.ok) return tries;
  const started = performance.now();
  const { data, error } = await createAnonClient().auth.verifyOtp({
    phone: input.phone,
    token: input.code,
    type: "phone_change",
  });
  // They are signed in already; a second session would only stand in the list of devices.
  if (data.session) await endSession(data.session.access_token, "local");
  if (data.user?.id === viewer.id) return ok();
  await waitOut(started, ANSWER_MS);
  return err(linkError(error, texts.errors.codeExpired));
}

/** That it is really them: by password, or by a sign-in of this very hour for somebody who has none. */
async function prove(viewer: Viewer, purpose: string, password: string): Promise<Result<undefined>> {
  if (viewer.email !== "") return reauthenticate(viewer, purpose, password, "currentPassword");
  const found = unwrap(await viewer.db.rpc("list_sessions", { p_limit: 100 }));
  if (!found.ok) return found;
  const { items } = found.value as unknown as { items: { isCurrent: boolean; createdAt: string }[] };
  const current = items.find(({ isCurrent }) => isCurrent);
  const isFresh = current && Date.now() - Date.parse(current.createdAt) < FRESH_MS;
  if (!isFresh) return err(appError("forbidden", texts.errors.signInAgain, { reason: "sign_in_again" }));
  return noteProof(viewer.id, purpose);
}

/** By hand: the clients that carry somebody's token have no auth of their own, and none of them needs one elsewhere. */
async function change(
  visitor: Visitor,
  body: { email: string } | { phone: string },
  taken: string,
): Promise<Result<undefined>> {
  const started = performance.now();
  const token = bearerToken(visitor.headers) ?? (await renewSession(visitor.jar, new Date()))?.accessToken;
  const { supabaseUrl, publishableKey } = getEnv();
  const response = await fetch(`${supabaseUrl}/auth/v1/user`, {
    method: "PUT",
    headers: {
      apikey: publishableKey,
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
    cache: "no-store",
  }).catch(() => null);
  const fault = response?.ok ? null : await response?.json().catch(() => null);
  await waitOut(started, ANSWER_MS);
  if (response?.ok || fault?.error_code === taken) return ok();
  log.warn({ status: response?.status, code: fault?.error_code }, "a change of address was not taken");
  if (fault?.error_code === "insufficient_aal") {
    return err(appError("forbidden", texts.errors.changeAfterRecovery, { reason: "recovered_session" }));
  }
  const isBusy = response?.status === 429;
  return err(
    isBusy
      ? appError("rate_limited", texts.errors.tooManyTries, { retryAfterSeconds: 60 })
      : appError("unavailable", texts.errors.changeNotSent, { reason: "not_sent" }),
  );
}

function phoneUnavailable(): Result<never> {
  return err(appError("unavailable", texts.errors.phoneUnavailable, { reason: "phone_sign_in_unavailable" }));
}
