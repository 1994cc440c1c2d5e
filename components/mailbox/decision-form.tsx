"use client";

import { type ReactNode, startTransition, useActionState, useEffect, useRef } from "react";
import { Banner } from "@/components/ui/banner";
import { Button, type ButtonProps } from "@/components/ui/button";
import { type ActionState, idle } from "@/lib/core/action-state";
import { decideMailAction } from "@/lib/mailbox/actions";

type Decided = ActionState<{ state: string }>;

/** A form that decides about an e-mail in one way, and says what was wrong. */
export function DecisionForm({
  emailId,
  action,
  button,
  variant = "secondary",
  failed,
  fixed,
  children,
}: {
  emailId: string;
  action: "open" | "reply" | "discard";
  button: string;
  variant?: ButtonProps["variant"];
  failed: string;
  /** What is decided already, such as the customer. */
  fixed?: { customerId: string };
  /** The fields, which get to know what was wrong with them. */
  children?: (state: Decided) => ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, decide, isPending] = useActionState(decideMailAction, idle);

  useEffect(() => {
    if (state.status === "error") form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state]);

  return (
    <form
      ref={form}
      action={decide}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        startTransition(() => decide(data));
      }}
      className="flex flex-col gap-3"
    >
      <input type="hidden" name="emailId" value={emailId} />
      <input type="hidden" name="action" value={action} />
      {fixed && <input type="hidden" name="customerId" value={fixed.customerId} />}
      {state.status === "error" && !state.error.fields && (
        <Banner tone="error" title={failed}>
          {state.error.message}
        </Banner>
      )}
      {children?.(state)}
      <Button type="submit" variant={variant} pending={isPending} className="self-start max-w-full">
        <span className="truncate">{button}</span>
      </Button>
    </form>
  );
}
