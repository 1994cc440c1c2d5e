"use client";

import { useActionState } from "react";
import { FormError } from "@/components/auth/form-error";
import { keepTyped } from "@/components/auth/keep-typed";
import { PasswordInput, type RevealLabels } from "@/components/auth/password-input";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { fieldError, type StateOf, typed } from "@/lib/core/action-state";
import { confirmPhoneChangeAction, requestPhoneChangeAction } from "@/lib/profile/actions";
import { PlainForm } from "./plain-form";

type Texts = Record<
  | "country"
  | "number"
  | "password"
  | "passwordHint"
  | "sendCode"
  | "sending"
  /** Holds `{phone}`. */
  | "sent"
  | "code"
  | "confirm"
  | "confirming"
  | "done"
  | "again",
  string
>;

export type PhoneChangeStates = {
  asked: StateOf<typeof requestPhoneChangeAction>;
  confirmed: StateOf<typeof confirmPhoneChangeAction>;
};

/** A new phone number: a code goes to it, and it counts once the code came back. */
export function PhoneChange({
  states,
  countries,
  phone,
  hasPassword,
  reveal,
  texts,
}: {
  /** The outcomes that the page answers when there is no JavaScript. */
  states: PhoneChangeStates;
  countries: readonly SelectOption[];
  phone: string;
  hasPassword: boolean;
  reveal: RevealLabels;
  texts: Texts;
}) {
  const [state, action] = useActionState(requestPhoneChangeAction, states.asked);
  // Without script the first answer is gone by the second, which brings the number back.
  const sentTo = state.status === "ok" ? state.data.sentTo : typed(states.confirmed, "phone");
  if (sentTo !== undefined || states.confirmed.status === "ok") {
    return (
      <div className="flex flex-col gap-3">
        {sentTo !== undefined && <p role="status">{texts.sent.replace("{phone}", sentTo)}</p>}
        <PlainForm
          action={confirmPhoneChangeAction}
          initial={states.confirmed}
          hidden={{ phone: sentTo ?? phone }}
          fields={[
            { name: "code", label: texts.code, type: "code", autoComplete: "one-time-code", maxLength: 20 },
          ]}
          texts={{ submit: texts.confirm, pending: texts.confirming, done: texts.done }}
        />
        {states.confirmed.status !== "ok" && (
          // A full load, so that the form starts afresh.
          <a href="/portal/profile" className="text-primary-text underline underline-offset-2">
            {texts.again}
          </a>
        )}
      </div>
    );
  }
  return (
    <form action={action} onReset={keepTyped} noValidate className="flex max-w-sm flex-col gap-4">
      <FormError state={state} />
      <Field name="country" label={texts.country}>
        {(control) => (
          <Select {...control} options={countries} defaultValue={typed(state, "country") ?? "ZA"} />
        )}
      </Field>
      <Field name="phone" label={texts.number} error={fieldError(state, "phone")} required>
        {(control) => (
          <Input
            {...control}
            type="tel"
            autoComplete="tel"
            maxLength={40}
            defaultValue={typed(state, "phone") ?? phone}
          />
        )}
      </Field>
      {hasPassword && (
        <Field
          name="currentPassword"
          label={texts.password}
          hint={texts.passwordHint}
          error={fieldError(state, "currentPassword")}
          required
        >
          {(control) => <PasswordInput {...control} autoComplete="current-password" reveal={reveal} />}
        </Field>
      )}
      <SubmitButton pendingLabel={texts.sending} className="self-start">
        {texts.sendCode}
      </SubmitButton>
    </form>
  );
}
