"use client";

import { type ReactNode, useActionState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { requestPhoneCodeAction, type signInWithPhoneCodeAction } from "@/lib/auth/actions";
import { fieldError, type StateOf, typed } from "@/lib/core/action-state";
import { FormError } from "./form-error";
import { keepTyped } from "./keep-typed";
import { PhoneCodeForm, type PhoneCodeLabels } from "./phone-code-form";

export type PhoneLabels = Record<"country" | "number" | "submit" | "pending", string> & {
  code: PhoneCodeLabels;
};

/** Signs in by phone: the number first, then the code that was sent to it. */
export function PhoneSignIn({
  initial,
  initialCode,
  countries,
  home,
  next,
  heading,
  footer,
  labels,
}: {
  /** Idle, or the outcome that this page answers when there is no JavaScript. */
  initial: StateOf<typeof requestPhoneCodeAction>;
  initialCode: StateOf<typeof signInWithPhoneCodeAction>;
  countries: readonly SelectOption[];
  /** The country that is chosen to begin with. */
  home: string;
  next: string | null;
  /** Above and below the form, until a code is on its way. */
  heading: ReactNode;
  footer: ReactNode;
  labels: PhoneLabels;
}) {
  const [state, action] = useActionState(requestPhoneCodeAction, initial);
  // The step of the code asks for another one by the same action, and stays where it is when that is refused.
  const sentTo =
    state.status === "ok" ? state.data.sentTo : (typed(initialCode, "phone") ?? typed(state, "sentTo"));
  if (sentTo !== undefined) {
    return (
      <PhoneCodeForm
        initial={initialCode}
        resend={{ state, action }}
        phone={sentTo}
        next={next}
        labels={labels.code}
      />
    );
  }
  return (
    <>
      {heading}
      <form action={action} onReset={keepTyped} noValidate className="flex flex-col gap-4">
        <FormError state={state} />
        <Field name="country" label={labels.country}>
          {(control) => (
            <Select
              {...control}
              options={countries}
              autoComplete="tel-country-code"
              defaultValue={typed(state, "country") ?? home}
            />
          )}
        </Field>
        <Field name="phone" label={labels.number} error={fieldError(state, "phone")} required>
          {(control) => (
            <Input
              {...control}
              type="tel"
              autoComplete="tel-national"
              maxLength={40}
              defaultValue={typed(state, "phone")}
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
