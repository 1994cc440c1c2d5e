"use client";

import { useActionState, useEffect, useRef, useState } from "react";
import { SignInAgain } from "@/components/tickets/sign-in-again";
import { Field } from "@/components/ui/field";
import { Plus } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { fieldError, type StateOf, typed } from "@/lib/core/action-state";
import { newId } from "@/lib/core/ids";
import { addDomainAction } from "@/lib/domains/actions";

export type AddDomainTexts = Record<"label" | "hint" | "submit" | "pending" | "signIn", string> & {
  /** Holds `{name}`. */
  added: string;
};

/** One field. What was typed stays until the domain is there. */
export function AddDomainForm({
  initial,
  formKey,
  texts,
}: {
  /** Idle, or the outcome that this page answers when there is no JavaScript. */
  initial: StateOf<typeof addDomainAction>;
  formKey: string;
  texts: AddDomainTexts;
}) {
  const [state, action] = useActionState(addDomainAction, initial);
  const [hostname, setHostname] = useState(typed(initial, "hostname") ?? "");
  const [key, setKey] = useState(formKey);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (state.status === "idle") return;
    // The same key with another name would be refused.
    setKey(newId());
    if (state.status === "ok") setHostname("");
    else input.current?.focus();
  }, [state]);

  const error = fieldError(state, "hostname") ?? (state.status === "error" ? state.error.message : undefined);
  return (
    <form action={action} noValidate className="max-w-2xl">
      <input type="hidden" name="key" value={key} />
      <Field name="hostname" label={texts.label} hint={texts.hint} error={error} required>
        {(control) => (
          <div className="flex gap-2 max-sm:flex-col">
            <Input
              {...control}
              ref={input}
              className="w-full min-w-0 sm:flex-1"
              type="text"
              inputMode="url"
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              maxLength={2000}
              placeholder="www.example.com"
              value={hostname}
              onChange={(event) => setHostname(event.currentTarget.value)}
            />
            <SubmitButton icon={<Plus aria-hidden />} pendingLabel={texts.pending} className="sm:h-auto">
              {texts.submit}
            </SubmitButton>
          </div>
        )}
      </Field>
      {state.status === "error" && state.error.code === "unauthenticated" && (
        <div className="mt-2">
          <SignInAgain label={texts.signIn} />
        </div>
      )}
      <p role="status" className="text-sm text-success-text not-empty:mt-2">
        {state.status === "ok" ? texts.added.replace("{name}", state.data.name) : ""}
      </p>
    </form>
  );
}
