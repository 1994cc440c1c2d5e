"use client";

import { type ReactNode, useActionState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { signInAction, type signInWithCodeAction } from "@/lib/auth/actions";
import { fieldError, type StateOf, typed } from "@/lib/core/action-state";
import type { CodeLabels } from "./code-form";
import { FormError } from "./form-error";
import { IntentButton } from "./intent-button";
import { keepTyped } from "./keep-typed";
import type { MailSentLabels } from "./mail-sent";
import { CodeFormLater, MailSentLater } from "./mail-sent-later";
import { PasswordInput, type RevealLabels } from "./password-input";

export type LoginLabels = Record<
  "email" | "password" | "submit" | "pending" | "or" | "link" | "linkPending",
  string
> & {
  reveal: RevealLabels;
  sent: MailSentLabels;
  code: CodeLabels;
};

/** Signs in by password, or sends a link by its second button. Enter uses the password. */
export function LoginForm({
  initial,
  initialCode,
  next,
  labels,
  heading,
  otherWay,
  forgot,
  footer,
}: {
  /** Idle, or the outcome that this page answers when there is no JavaScript. */
  initial: StateOf<typeof signInAction>;
  initialCode: StateOf<typeof signInWithCodeAction>;
  next: string | null;
  labels: LoginLabels;
  /** Above and below the form, until an e-mail is on its way. */
  heading: ReactNode;
  /** Another way to sign in, below the two of the form. */
  otherWay: ReactNode;
  /** The way out for somebody who does not know the password. */
  forgot: ReactNode;
  footer: ReactNode;
}) {
  const [state, action] = useActionState(signInAction, initial);
  const sentTo = state.status === "ok" ? state.data.sentTo : typed(initialCode, "email");
  if (sentTo !== undefined) {
    return (
      <MailSentLater email={sentTo} again="/login" labels={labels.sent}>
        <CodeFormLater initial={initialCode} email={sentTo} next={next} labels={labels.code} />
      </MailSentLater>
    );
  }
  return (
    <>
      {heading}
      <form action={action} onReset={keepTyped} noValidate className="flex flex-col gap-4">
        <FormError state={state} />
        {next && <input type="hidden" name="next" value={next} />}
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
        <Field
          name="password"
          label={labels.password}
          error={fieldError(state, "password")}
          aside={forgot}
          required
        >
          {(control) => <PasswordInput {...control} autoComplete="current-password" reveal={labels.reveal} />}
        </Field>
        <IntentButton intent="password" variant="primary" pendingLabel={labels.pending}>
          {labels.submit}
        </IntentButton>
        <div aria-hidden className="flex items-center gap-3 text-fg-muted text-sm">
          <span className="h-px flex-1 bg-line" />
          {labels.or}
          <span className="h-px flex-1 bg-line" />
        </div>
        <IntentButton intent="link" pendingLabel={labels.linkPending}>
          {labels.link}
        </IntentButton>
      </form>
      {otherWay}
      {footer}
    </>
  );
}
