"use client";

import { useActionState } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import { signInWithCodeAction } from "@/lib/auth/actions";
import { fieldError, type StateOf } from "@/lib/core/action-state";
import { CodeField } from "./code-field";
import { FormError } from "./form-error";
import { keepTyped } from "./keep-typed";

export type CodeLabels = Record<"code" | "hint" | "submit" | "pending", string>;

/** For somebody who reads the e-mail on another device: its code instead of its link. */
export function CodeForm({
  initial,
  email,
  next,
  labels,
}: {
  /** Idle, or the outcome that this page answers when there is no JavaScript. */
  initial: StateOf<typeof signInWithCodeAction>;
  email: string;
  next: string | null;
  labels: CodeLabels;
}) {
  const [state, action] = useActionState(signInWithCodeAction, initial);
  return (
    <form action={action} onReset={keepTyped} noValidate className="flex flex-col gap-4">
      <FormError state={state} />
      <input type="hidden" name="email" value={email} />
      {next && <input type="hidden" name="next" value={next} />}
      <CodeField label={labels.code} hint={labels.hint} error={fieldError(state, "code")} />
      <SubmitButton size="lg" pendingLabel={labels.pending}>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}
