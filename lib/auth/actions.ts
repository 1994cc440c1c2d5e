"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { ok, type Result } from "@/lib/core/result";
import { secondFactorPath } from "@/lib/core/second-factor";
import { publicAction } from "./action";
import type { SignedIn, SignedInUser } from "./admission";
import { safeNextPath } from "./next-path";
import { homeOf } from "./permissions";
import { requestPhoneCode, signInWithPhoneCode } from "./phone-service";
import {
  codeFormInput,
  confirmInput,
  emailFormInput,
  loginFormInput,
  logoutInput,
  phoneCodeFormInput,
  phoneFormInput,
  registerInput,
  resetInput,
} from "./schema";
import {
  register,
  requestPasswordReset,
  requestSignInLink,
  resetPassword,
  signIn,
  signInWithCode,
  signInWithLink,
  signOut,
} from "./service";
import { formVisitor } from "./visitor";

/** The sign-in form: by password, or by a link when its second button was used. */
export const signInAction = publicAction(loginFormInput, async ({ input }) => {
  const visitor = await formVisitor();
  const next = safeNextPath(input.next);
  if (input.intent === "link") {
    const requested = await requestSignInLink(visitor, input.email, next);
    return requested.ok ? ok({ sentTo: input.email }) : requested;
  }
  const signedIn = await signIn(visitor, input);
  return arrive(signedIn, next);
});

/** The form that takes the code of a sign-in e-mail. */
export const signInWithCodeAction = publicAction(codeFormInput, async ({ input }) => {
  const signedIn = await signInWithCode(await formVisitor(), input.email, input.code);
  return arrive(signedIn, safeNextPath(input.next));
});

/** The form that asks for a code by phone. What was typed comes back as the number that it stands for. */
export const requestPhoneCodeAction = publicAction(phoneFormInput, async ({ input }) => {
  const requested = await requestPhoneCode(await formVisitor(), input.phone);
  return requested.ok ? ok({ sentTo: input.phone }) : requested;
});

/** The form that takes the code. */
export const signInWithPhoneCodeAction = publicAction(phoneCodeFormInput, async ({ input }) => {
  const signedIn = await signInWithPhoneCode(await formVisitor(), input.phone, input.code);
  return arrive(signedIn, safeNextPath(input.next));
});

/** The registration form. */
export const registerAction = publicAction(registerInput, async ({ input }) => {
  const next = safeNextPath(input.next);
  const registered = await register(await formVisitor(), input, next);
  if (!registered.ok) return registered;
  if (!registered.value.verificationRequired) enter(registered.value.user, next);
  return ok({ sentTo: input.email });
});

/** The form that asks for a link to choose a new password. */
export const forgotPasswordAction = publicAction(emailFormInput, async ({ input }) => {
  const requested = await requestPasswordReset(await formVisitor(), input.email);
  return requested.ok ? ok({ sentTo: input.email }) : requested;
});

/** The form behind that link. */
export const resetPasswordAction = publicAction(resetInput, async ({ input }) => {
  const signedIn = await resetPassword(await formVisitor(), input);
  return arrive(signedIn, null);
});

/** The button on the page behind a confirmation or sign-in link. */
export const confirmAction = publicAction(confirmInput, async ({ input }) => {
  const signedIn = await signInWithLink(await formVisitor(), input.tokenHash, input.type);
  return arrive(signedIn, safeNextPath(input.next));
});

/** Signs out, here or everywhere by the form's `scope`, and says so on the sign-in page. */
export async function signOutAction(formData: FormData): Promise<void> {
  const { scope } = logoutInput.catch({ scope: "local" }).parse(Object.fromEntries(formData));
  const done = await signOut(await formVisitor(), scope);
  if (!done.ok) throw new Error(`could not sign out: ${done.error.code}`);
  redirect("/login?notice=signed-out" as Route);
}

/** Goes on to where somebody wanted to go, or to the step that is still missing; what went wrong stays with the form. */
function arrive(signedIn: Result<SignedIn>, next: string | null) {
  if (signedIn.ok) return enter(signedIn.value.user, next);
  const step = secondFactorPath(signedIn.error.reason);
  if (step) redirect((next ? `${step}?next=${encodeURIComponent(next)}` : step) as Route);
  return signedIn;
}

function enter(user: SignedInUser, next: string | null): never {
  redirect((next ?? homeOf(user)) as Route);
}
