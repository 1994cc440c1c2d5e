"use client";

import { useActionState } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import { resetPasswordAction } from "@/lib/auth/actions";
import { fieldError, type StateOf } from "@/lib/core/action-state";
import { FormError } from "./form-error";
import { keepTyped } from "./keep-typed";
import { NewPasswordField, type NewPasswordLabels } from "./new-password-field";

export type ResetPasswordLabels = Record<"submit" | "pending", string> & { newPassword: NewPasswordLabels };

/** Sets a new password with the link of a recovery e-mail. */
export function ResetPasswordForm({
  initial,
  tokenHash,
  labels,
}: {
  /** Idle, or the outcome that this page answers when there is no JavaScript. */
  initial: StateOf<typeof resetPasswordAction>;
  tokenHash: string;
  labels: ResetPasswordLabels;
}) {
  const [state, action] = useActionState(resetPasswordAction, initial);
  return (
    <form action={action} onReset={keepTyped} noValidate className="flex flex-col gap-4">
      <FormError state={state} />
      <input type="hidden" name="tokenHash" value={tokenHash} />
      <NewPasswordField email="" error={fieldError(state, "password")} labels={labels.newPassword} />
      <SubmitButton size="lg" pendingLabel={labels.pending}>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}
