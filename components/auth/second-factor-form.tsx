"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { giveSecondFactorAction } from "@/lib/auth/second-factor-actions";
import { fieldError, type StateOf } from "@/lib/core/action-state";
import { FormError } from "./form-error";
import { keepTyped } from "./keep-typed";

/** The step after the password: one field for what the app shows, or for a recovery code. */
export function SecondFactorForm({
  initial,
  next,
  labels,
}: {
  /** Idle, or the outcome that this page answers when there is no JavaScript. */
  initial: StateOf<typeof giveSecondFactorAction>;
  next: string | null;
  labels: Record<"code" | "hint" | "submit" | "pending", string>;
}) {
  const [state, action] = useActionState(giveSecondFactorAction, initial);
  return (
    <form action={action} onReset={keepTyped} noValidate className="flex flex-col gap-4">
      <FormError state={state} />
      {next && <input type="hidden" name="next" value={next} />}
      <Field name="code" label={labels.code} hint={labels.hint} error={fieldError(state, "code")} required>
        {(control) => (
          <Input
            {...control}
            // Not numeric: recovery codes have letters.
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={40}
            autoFocus
            className="font-mono tabular-nums tracking-widest"
          />
        )}
      </Field>
      <SubmitButton size="lg" pendingLabel={labels.pending}>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}
