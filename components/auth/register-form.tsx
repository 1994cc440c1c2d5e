"use client";

import { type ReactNode, useActionState, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { registerAction } from "@/lib/auth/actions";
import { fieldError, type StateOf, typed } from "@/lib/core/action-state";
import { FormError } from "./form-error";
import { keepTyped } from "./keep-typed";
import type { MailSentLabels } from "./mail-sent";
import { MailSentLater } from "./mail-sent-later";
import { NewPasswordField, type NewPasswordLabels } from "./new-password-field";

export type RegisterLabels = Record<
  | "fullName"
  | "email"
  | "phone"
  | "phoneHint"
  | "customerNumber"
  | "customerNumberHint"
  | "optional"
  | "submit"
  | "pending",
  string
> & { newPassword: NewPasswordLabels; sent: MailSentLabels };

/** Makes an account, and says where to look for the e-mail that confirms it. */
export function RegisterForm({
  initial,
  next,
  labels,
  heading,
  footer,
}: {
  /** Idle, or the outcome that this page answers when there is no JavaScript. */
  initial: StateOf<typeof registerAction>;
  next: string | null;
  labels: RegisterLabels;
  /** Above and below the form, until the e-mail is on its way. */
  heading: ReactNode;
  footer: ReactNode;
}) {
  const [state, action] = useActionState(registerAction, initial);
  const [email, setEmail] = useState("");
  if (state.status === "ok") {
    return <MailSentLater email={state.data.sentTo} again="/register" labels={labels.sent} />;
  }
  return (
    <>
      {heading}
      <form action={action} onReset={keepTyped} noValidate className="flex flex-col gap-4">
        <FormError state={state} />
        {next && <input type="hidden" name="next" value={next} />}
        <Field name="fullName" label={labels.fullName} error={fieldError(state, "fullName")} required>
          {(control) => (
            <Input {...control} autoComplete="name" defaultValue={typed(state, "fullName")} autoFocus />
          )}
        </Field>
        <Field name="email" label={labels.email} error={fieldError(state, "email")} required>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="username"
              defaultValue={typed(state, "email")}
              onInput={(event) => setEmail(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field
          name="phone"
          label={labels.phone}
          optionalLabel={labels.optional}
          hint={labels.phoneHint}
          error={fieldError(state, "phone")}
        >
          {(control) => (
            <Input {...control} type="tel" autoComplete="tel" defaultValue={typed(state, "phone")} />
          )}
        </Field>
        <Field
          name="customerNumber"
          label={labels.customerNumber}
          optionalLabel={labels.optional}
          hint={labels.customerNumberHint}
          error={fieldError(state, "customerNumber")}
        >
          {(control) => (
            <Input {...control} autoComplete="off" defaultValue={typed(state, "customerNumber")} />
          )}
        </Field>
        <NewPasswordField email={email} error={fieldError(state, "password")} labels={labels.newPassword} />
        <SubmitButton size="lg" pendingLabel={labels.pending}>
          {labels.submit}
        </SubmitButton>
      </form>
      {footer}
    </>
  );
}
