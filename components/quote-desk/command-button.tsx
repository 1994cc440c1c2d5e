"use client";
"use no memo";

import { type ReactNode, useActionState } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-style";
import { type ActionState, idle } from "@/lib/core/action-state";

type Done = { status: string };

/** One command on a quote: take it, convert it. What went wrong stands beside the button. */
export function CommandButton({
  action,
  quoteId,
  formKey,
  variant,
  icon,
  children,
}: {
  action: (previous: ActionState<Done>, form: FormData) => Promise<ActionState<Done>>;
  quoteId: string;
  /** Makes a command that creates something idempotent. */
  formKey?: string;
  variant: ButtonVariant;
  icon: ReactNode;
  children: ReactNode;
}) {
  const [state, run, isPending] = useActionState(action, idle);
  return (
    <form action={run} className="contents">
      <input type="hidden" name="quoteId" value={quoteId} />
      {formKey && <input type="hidden" name="key" value={formKey} />}
      <Button type="submit" variant={variant} icon={icon} pending={isPending}>
        {children}
      </Button>
      {state.status === "error" && (
        <p role="alert" className="basis-full text-error-text text-sm">
          {state.error.message}
        </p>
      )}
    </form>
  );
}
