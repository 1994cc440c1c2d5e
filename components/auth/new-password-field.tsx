"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { PASSWORD_MIN_LENGTH } from "@/lib/core/password";
import { PasswordInput } from "./password-input";
import { PasswordStrength, type StrengthLabels } from "./password-strength";

export type NewPasswordLabels = Record<"password" | "hint" | "show" | "hide", string> & {
  strength: StrengthLabels;
};

/** A password being chosen, with its rules and a hint of its strength while it is typed. */
export function NewPasswordField({
  email,
  error,
  labels,
}: {
  /** Typed so far: a password must not be the address. */
  email: string;
  error: string | undefined;
  labels: NewPasswordLabels;
}) {
  const [password, setPassword] = useState("");
  return (
    <div className="flex flex-col gap-1">
      <Field name="password" label={labels.password} hint={labels.hint} error={error} required>
        {(control) => (
          <PasswordInput
            {...control}
            autoComplete="new-password"
            minLength={PASSWORD_MIN_LENGTH}
            onInput={(event) => setPassword(event.currentTarget.value)}
            showLabel={labels.show}
            hideLabel={labels.hide}
          />
        )}
      </Field>
      <PasswordStrength password={password} email={email} labels={labels.strength} />
    </div>
  );
}
