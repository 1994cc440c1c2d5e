"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { memberAction, publicAction, staffAction } from "./action";
import {
  enterByCode,
  finishEnrolment,
  removeSecondFactor,
  renewRecoveryCodes,
  startEnrolment,
} from "./enrolment-service";
import { resetSecondFactor } from "./factor-holders";
import { safeNextPath } from "./next-path";
import { homeOf } from "./permissions";
import { enrolmentForm, factorForm, factorProofForm, factorResetForm, startEnrolmentForm } from "./schema";
import { formVisitor } from "./visitor";

/** The step after the password: a code of the app, or a recovery code. */
export const giveSecondFactorAction = publicAction(factorForm, async ({ input }) => {
  const entered = await enterByCode(await formVisitor(), input.code);
  if (!entered.ok) return entered;
  redirect((safeNextPath(input.next) ?? homeOf(entered.value.user)) as Route);
});

/** Shows what an authenticator app needs. */
export const startEnrolmentAction = publicAction(startEnrolmentForm, async () =>
  startEnrolment(await formVisitor()),
);

/** Takes the first code of the app, and shows the recovery codes. */
export const finishEnrolmentAction = publicAction(enrolmentForm, async ({ input }) =>
  finishEnrolment(await formVisitor(), input),
);

/** Shows new recovery codes. */
export const renewRecoveryCodesAction = memberAction(factorProofForm, async ({ viewer, input }) =>
  renewRecoveryCodes(viewer, await formVisitor(), input),
);

/** Takes one's own second factor away. */
export const removeSecondFactorAction = memberAction(factorProofForm, async ({ viewer, input }) => {
  const removed = await removeSecondFactor(viewer, await formVisitor(), input);
  if (removed.ok) refresh();
  return removed;
});

/** Takes the second factor of somebody who lost it away; for admins. */
export const resetSecondFactorAction = staffAction(factorResetForm, async ({ viewer, input }) => {
  const reset = await resetSecondFactor(viewer, input.userId);
  refresh();
  return reset;
});
