"use client";

import { lazy, Suspense, useState } from "react";
import { Field } from "@/components/ui/field";
import { PasswordInput, type RevealLabels } from "./password-input";
import type { StrengthLabels } from "./password-strength";

/** Loaded with the first key: it brings a list of common passwords. */
const PasswordStrength = lazy(async () => ({
  default: (await import("./password-strength")).PasswordStrength,
}));

export type NewPasswordLabels = Record<"password" | "hint", string> & {
  reveal: RevealLabels;
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
            onInput={(event) => setPassword(event.currentTarget.value)}
            reveal={labels.reveal}
          />
        )}
      </Field>
      <div className="h-5" aria-live="polite">
        <Suspense>
          {password !== "" && <PasswordStrength password={password} email={email} labels={labels.strength} />}
        </Suspense>
      </div>
    </div>
  );
}
