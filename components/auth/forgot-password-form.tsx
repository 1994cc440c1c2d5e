"use client";

import { type ReactNode, useActionState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { forgotPasswordAction } from "@/lib/auth/actions";
import { fieldError, type StateOf, typed } from "@/lib/core/action-state";
import { FormError } from "./form-error";
import { keepTyped } from "./keep-typed";
import type { MailSentLabels } from "./mail-sent";
import { MailSentLater } from "./mail-sent-later";

export type ForgotPasswordLabels = Record<"email" | "submit" | "pending", string> & { sent: MailSentLabels };

/** Asks for a link to choose a new password. */
export function ForgotPasswordForm({
  initial,
  labels,
  heading,
  footer,
}: {
  /** Idle, or the outcome that this page answers when there is no JavaScript. */
  initial: StateOf<typeof forgotPasswordAction>;
  labels: ForgotPasswordLabels;
  /** Above and below the form, until the e-mail is on its way. */
  heading: ReactNode;
  footer: ReactNode;
}) {
  const [state, action] = useActionState(forgotPasswordAction, initial);
  if (state.status === "ok") {
    return <MailSentLater email={state.data.sentTo} again="/forgot-password" labels={labels.sent} />;
  }
  return (
    <>
      {heading}
      <form action={action} onReset={keepTyped} noValidate className="flex flex-col gap-4">
        <FormError state={state} />
        <Field name="email" label={labels.email} error={fieldError(state, "email")} required>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="username"
              defaultValue={typed(state, "email")}
              autoFocus
            />
          )}
        </Field>
        <SubmitButton size="lg" pendingLabel={labels.pending}>
          {labels.submit}
        </SubmitButton>
      </form>
      {footer}
    </>
  );
}
