import "server-only";
import type { AuthError } from "@supabase/supabase-js";
import { passwordFault } from "@/lib/core/password";
import { err, ok, type Result } from "@/lib/core/result";
import { getEnv } from "@/lib/platform/env";
import { bearerToken } from "@/lib/platform/http";
import { log } from "@/lib/platform/log";
import { createAnonClient } from "@/lib/platform/supabase/server";
import { renewSession, storeSession } from "@/lib/platform/supabase/session";
import { toAppError } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/auth.json";
import { admit, endSession, type SessionTokens, type SignedIn, type SignedInUser } from "./admission";
import { waitOut } from "./even-time";
import { feignedId } from "./feigned-id";
import { settlePassword } from "./first-password";
import { countTry, forgetTries } from "./limits";
import { notePasswordChanged, setPasswordByLink } from "./password-service";
import { noteProof } from "./reauthenticate";
import type { LinkType } from "./schema";
import { fieldFault, isAboutKnownAddress, linkError, signInError } from "./service-errors";
import type { Visitor } from "./visitor";

/** As Supabase refuses a password. */
const WEAK = { error: { code: "weak_password" } as AuthError };

/** What a refusal, and a registration, take at least. */
const REFUSAL_MS = 400;
const REGISTER_MS = 800;

export type Registration = {
  email: string;
  password: string;
  fullName: string;
  phone?: string | undefined;
  /** Picks the customer when several have this address; proves nothing by itself. */
  customerNumber?: string | undefined;
};
export type Registered = { user: SignedInUser; session?: SessionTokens; verificationRequired: boolean };

/**
 * Makes an account, to be confirmed by e-mail. The answer is the same for an address that has one: its
 * owner then gets a sign-in link instead, and nobody else learns of it.
 */
export async function register(
  visitor: Visitor,
  input: Registration,
  next: string | null,
): Promise<Result<Registered>> {
  const allowed = await countTry("register", visitor.ip, input.email);
  if (!allowed.ok) return allowed;
  const started = performance.now();
  const { data, error } = await createAnonClient().auth.signUp({
    email: input.email,
    password: input.password,
    options: {
      data: {
        full_name: input.fullName,
        phone: input.phone ?? null,
        customer_number: input.customerNumber ?? null,
      },
      emailRedirectTo: siteLink(next),
    },
  });
  if (error?.code === "weak_password") return err(fieldFault("password", texts.faults.too_common));
  if (error && !isAboutKnownAddress(error)) return err(toAppError(error));
  if (data.session) {
    // Where a project does without confirmation, registering signs in.
    const signedIn = await admit(visitor, data.session);
    return signedIn.ok ? ok({ ...signedIn.value, verificationRequired: false }) : signedIn;
  }
  // For a confirmed address Supabase makes up a user, who has no identities.
  const created = data.user?.identities?.length ? data.user : null;
  if (created) {
    const settled = await settlePassword(created.id, input);
    if (!settled.ok) return settled;
    if (settled.value === "nobodys") visitor.later(() => sendRecovery(input.email));
  } else visitor.later(() => sendLink(input.email, next));
  await waitOut(started, REGISTER_MS);
  const id = created?.id ?? feignedId(input.email);
  const user = { id, email: input.email, fullName: input.fullName, role: "customer" as const };
  return ok({ user, verificationRequired: true });
}

/** Signs in by password. One answer for an unknown address, a wrong password and an unconfirmed address. */
export async function signIn(
  visitor: Visitor,
  input: { email: string; password: string },
): Promise<Result<SignedIn>> {
  const allowed = await countTry("signIn", visitor.ip, input.email);
  if (!allowed.ok) return allowed;
  const started = performance.now();
  const { data, error } = await createAnonClient().auth.signInWithPassword(input);
  if (error) {
    await waitOut(started, REFUSAL_MS);
    return err(signInError(error));
  }
  const signedIn = await admit(visitor, data.session);
  if (signedIn.ok) await forgetTries("signIn", input.email);
  return signedIn;
}

/** Sends a sign-in link, and a code for the API, to an address that has an account. Tells nobody whether it has. */
export async function requestSignInLink(
  visitor: Visitor,
  email: string,
  next: string | null,
): Promise<Result<undefined>> {
  const allowed = await countTry("mail", visitor.ip, email);
  if (allowed.ok) visitor.later(() => sendLink(email, next));
  return allowed;
}

/** Sends a link to choose a new password to an address that has an account. Tells nobody whether it has. */
export async function requestPasswordReset(visitor: Visitor, email: string): Promise<Result<undefined>> {
  const allowed = await countTry("mail", visitor.ip, email);
  if (allowed.ok) visitor.later(() => sendRecovery(email));
  return allowed;
}

/** Signs in with the code of a sign-in e-mail. */
export async function signInWithCode(
  visitor: Visitor,
  email: string,
  token: string,
): Promise<Result<SignedIn>> {
  const allowed = await countTry("verify", visitor.ip, email);
  if (!allowed.ok) return allowed;
  const started = performance.now();
  const { data, error } = await createAnonClient().auth.verifyOtp({ email, token, type: "email" });
  if (data.session) return admit(visitor, data.session);
  await waitOut(started, REFUSAL_MS);
  return err(linkError(error, texts.errors.codeExpired));
}

/** Signs in with the link of an e-mail, which also confirms the address. */
export async function signInWithLink(
  visitor: Visitor,
  tokenHash: string,
  type: LinkType,
): Promise<Result<SignedIn>> {
  const allowed = await countTry("verify", visitor.ip);
  if (!allowed.ok) return allowed;
  const { data, error } = await createAnonClient().auth.verifyOtp({ token_hash: tokenHash, type });
  if (data.session) return admit(visitor, data.session);
  return err(linkError(error, texts.errors.linkExpired));
}

/**
 * Sets a new password with the link of a recovery e-mail, in one step: no page changes a password on the
 * strength of a session alone. Signs in here and out everywhere else.
 */
export async function resetPassword(
  visitor: Visitor,
  input: { tokenHash: string; password: string },
): Promise<Result<SignedIn>> {
  const allowed = await countTry("verify", visitor.ip);
  if (!allowed.ok) return allowed;
  const { auth } = createAnonClient();
  const opened = await auth.verifyOtp({ token_hash: input.tokenHash, type: "recovery" });
  const { session } = opened.data;
  const email = session?.user.email;
  if (!session || !email) return err(linkError(opened.error, texts.errors.linkExpired));

  // The link has proven who they are.
  const proven = await noteProof(session.user.id, "password");
  if (!proven.ok) {
    // Somebody who is locked out is told so, and nothing changes.
    if (proven.error.code === "not_found") return admit(visitor, session);
    await auth.signOut({ scope: "local" });
    return proven;
  }
  const isAddress = passwordFault(input.password, email) !== null;
  const { error } = isAddress ? WEAK : await setPasswordByLink(auth, session.user.id, input.password);
  // Somebody who chooses the old password again remembers it: that is what they came for.
  if (error && error.code !== "same_password") {
    await auth.signOut({ scope: "local" });
    if (error.code !== "weak_password") return err(toAppError(error));
    // The link is used up by now.
    visitor.later(() => sendRecovery(email));
    return err(fieldFault("password", texts.errors.passwordRefused));
  }
  await auth.signOut({ scope: "others" });
  if (!error) await notePasswordChanged(session.user.id);
  await forgetTries("signIn", email);
  return admit(visitor, session);
}

/** Ends this session, or all of this person's. Works for the owner of a locked account too. */
export async function signOut(visitor: Visitor, scope: "local" | "global"): Promise<Result<undefined>> {
  const token = bearerToken(visitor.headers) ?? (await renewSession(visitor.jar, new Date()))?.accessToken;
  if (token) {
    const ended = await endSession(token, scope);
    if (!ended.ok) return ended;
  }
  storeSession(visitor.jar, null);
  return ok();
}

async function sendLink(email: string, next: string | null): Promise<void> {
  const { error } = await createAnonClient().auth.signInWithOtp({
    email,
    options: { shouldCreateUser: false, emailRedirectTo: siteLink(next) },
  });
  if (error && error.code !== "otp_disabled") logUnsent(error);
}

async function sendRecovery(email: string): Promise<void> {
  const { error } = await createAnonClient().auth.resetPasswordForEmail(email);
  if (error) logUnsent(error);
}

function logUnsent(error: AuthError): void {
  log.warn({ code: error.code, status: error.status }, "sign-in e-mail was not sent");
}

/** A page of ours as the full address that Supabase wants for the links in its e-mails. */
function siteLink(next: string | null): string {
  return getEnv().siteUrl + (next ?? "/");
}
