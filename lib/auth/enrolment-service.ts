import "server-only";
import { encode } from "uqr";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import type { Enrolment, SecondFactor } from "@/lib/core/second-factor";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { renewSession, storeSession } from "@/lib/platform/supabase/session";
import type { StoredSession } from "@/lib/platform/supabase/session-cookie";
import { toAppError, unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/auth.json";
import { type SignedIn, welcome } from "./admission";
import { reauthenticate } from "./reauthenticate";
import { answerSecondFactor, openAuth, verifyFactor } from "./second-factor-service";
import { findSecondFactorByToken, type Viewer } from "./viewer";
import type { Visitor } from "./visitor";

/** The step after the password: lets somebody in whose code is right. */
export async function enterByCode(visitor: Visitor, code: string): Promise<Result<SignedIn>> {
  const opened = await sessionOf(visitor);
  if (!opened.ok) return opened;
  const answered = await answerSecondFactor(visitor, opened.value, code);
  return answered.ok ? welcome(visitor, answered.value) : answered;
}

type Codes = { codes: string[] };

/**
 * Begins to set up a second factor; what was begun before and never confirmed is dropped. `conflict` with reason
 * `second_factor_on` for somebody who has one, `unavailable` where the Supabase in use has them switched off.
 */
export async function startEnrolment(visitor: Visitor): Promise<Result<Enrolment>> {
  const known = await whoseSession(visitor);
  if (!known.ok) return known;
  const { session, factor } = known.value;
  if (factor.isOn) return err(appError("conflict", texts.errors.factorOn, { reason: "second_factor_on" }));
  const opened = await openAuth(session);
  if (!opened.ok) return opened;
  const { mfa } = opened.value;
  const { data: begun } = await mfa.listFactors();
  for (const { id, status } of begun?.all ?? []) {
    if (status === "unverified") await mfa.unenroll({ factorId: id });
  }
  const { data, error } = await mfa.enroll({
    factorType: "totp",
    friendlyName: factor.issuer,
    issuer: factor.issuer,
  });
  if (error) {
    const isOff = error.code?.endsWith("_not_enabled") ?? false;
    return err(isOff ? appError("unavailable", texts.errors.factorUnsupported) : toAppError(error));
  }
  const { secret, uri } = data.totp;
  return ok({ factorId: data.id, secret, uri, qr: toQr(uri) });
}

/** Confirms it by a first code. From here on signing in asks for one; the recovery codes are shown this once. */
export async function finishEnrolment(
  visitor: Visitor,
  { factorId, code }: { factorId: string; code: string },
): Promise<Result<Codes>> {
  const known = await whoseSession(visitor);
  if (!known.ok) return known;
  const { session, factor } = known.value;
  const { userId } = factor;
  const verified = await verifyFactor(visitor, session, { userId, factorId, code });
  if (!verified.ok) return verified;
  // Now, before anything else can fail: the tokens from before are void.
  storeSession(visitor.jar, verified.value);
  const issued = await issueCodes(userId, !factor.isOn);
  if (!issued.ok) return issued;
  const admitted = await welcome(visitor, verified.value);
  return admitted.ok ? issued : admitted;
}

/** Ten new recovery codes for somebody who gives their password and a code; those from before are void. */
export async function renewRecoveryCodes(
  viewer: Viewer,
  visitor: Visitor,
  proof: { currentPassword: string; code: string },
): Promise<Result<Codes>> {
  const proven = await prove(viewer, visitor, proof);
  return proven.ok ? issueCodes(viewer.id, false) : proven;
}

/** Goes without a second factor from here on: for somebody who gives their password and a code. */
export async function removeSecondFactor(
  viewer: Viewer,
  visitor: Visitor,
  proof: { currentPassword: string; code: string },
): Promise<Result<undefined>> {
  const proven = await prove(viewer, visitor, proof);
  if (!proven.ok) return proven;
  const removed = unwrap(await createAdminClient().rpc("remove_second_factor", { p_user: viewer.id }));
  return removed.ok ? ok() : removed;
}

async function prove(
  viewer: Viewer,
  visitor: Visitor,
  { currentPassword, code }: { currentPassword: string; code: string },
): Promise<Result<undefined>> {
  const opened = await sessionOf(visitor);
  if (!opened.ok) return opened;
  // Somebody who signs in by phone has no password; the code of their phone signed them in.
  if (viewer.email !== "") {
    const known = await reauthenticate(viewer, "second_factor", currentPassword, "currentPassword");
    if (!known.ok) return known;
  }
  const answered = await answerSecondFactor(visitor, opened.value, code);
  if (!answered.ok) return answered;
  storeSession(visitor.jar, answered.value);
  return ok();
}

async function sessionOf(visitor: Visitor): Promise<Result<StoredSession>> {
  const session = await renewSession(visitor.jar, new Date());
  return session ? ok(session) : err(appError("unauthenticated", texts.errors.signInAgainForFactor));
}

async function whoseSession(
  visitor: Visitor,
): Promise<Result<{ session: StoredSession; factor: SecondFactor }>> {
  const opened = await sessionOf(visitor);
  if (!opened.ok) return opened;
  const factor = await findSecondFactorByToken(opened.value.accessToken, visitor.headers);
  return factor.ok ? ok({ session: opened.value, factor: factor.value }) : factor;
}

async function issueCodes(userId: string, isNew: boolean): Promise<Result<Codes>> {
  const issued = unwrap(
    await createAdminClient().rpc("issue_recovery_codes", { p_user: userId, p_is_new: isNew }),
  );
  return issued.ok ? ok({ codes: issued.value }) : issued;
}

/** One path for the whole code: a run of dark squares is one rectangle. */
function toQr(text: string): Enrolment["qr"] {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const rows = data.map((row, y) =>
    Array.from(
      row
        .map((isDark) => (isDark ? "1" : "0"))
        .join("")
        .matchAll(/1+/g),
      (run) => {
        const width = run[0].length;
        return `M${run.index} ${y}h${width}v1h-${width}z`;
      },
    ).join(""),
  );
  return { size, path: rows.join("") };
}
