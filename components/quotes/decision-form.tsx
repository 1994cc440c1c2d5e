"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { useActionState, useEffect, useRef } from "react";
import { SignInAgain } from "@/components/tickets/sign-in-again";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { type ActionState, fieldError, typed } from "@/lib/core/action-state";

type Decided = { status: string };
export type DecideAction = (previous: ActionState<Decided>, form: FormData) => Promise<ActionState<Decided>>;

export type DecisionTexts = {
  submit: string;
  signIn: string;
  /** Label of the reason, where one is asked for. */
  reason?: string;
  reasonHint?: string;
};

/** Accepts or declines one version. Pressed twice it does the same as once. */
export function DecisionForm({
  action,
  initial,
  quoteId,
  version,
  variant,
  texts,
}: {
  action: DecideAction;
  /** What the form answered without script. */
  initial: ActionState<Decided>;
  quoteId: string;
  version: number;
  variant: "primary" | "danger";
  texts: DecisionTexts;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, decide, isPending] = useActionState(action, initial);

  useEffect(() => {
    if (state.status === "error") form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state]);

  return (
    <form ref={form} action={decide} className="flex flex-col gap-4">
      <input type="hidden" name="quoteId" value={quoteId} />
      <input type="hidden" name="version" value={version} />
      {state.status === "error" && !state.error.fields?.reason && (
        <Banner
          tone="error"
          actions={state.error.code === "unauthenticated" && <SignInAgain label={texts.signIn} />}
        >
          {state.error.message}
        </Banner>
      )}
      {texts.reason && (
        <Field
          name="reason"
          label={texts.reason}
          hint={texts.reasonHint}
          error={fieldError(state, "reason")}
          required
        >
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={2000}
              defaultValue={typed(state, "reason")}
              data-autofocus
            />
          )}
        </Field>
      )}
      <Button
        type="submit"
        variant={variant}
        size="lg"
        pending={isPending}
        className="max-sm:w-full sm:self-end"
      >
        {texts.submit}
      </Button>
    </form>
  );
}
