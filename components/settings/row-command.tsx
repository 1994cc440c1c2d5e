"use client";

import { type ReactNode, useActionState, useEffect } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-style";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { type ActionState, idle } from "@/lib/core/action-state";

/** One small command in a row of a list. Why it failed is said in passing, for the row stays as it was. */
export function RowCommand<T>({
  action,
  fields,
  label,
  icon,
  variant = "ghost",
  disabled = false,
  children,
}: {
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;
  fields: Record<string, string>;
  /** Names the row too: "Pause Ann in Billing". */
  label: string;
  icon?: ReactNode;
  variant?: ButtonVariant;
  disabled?: boolean;
  /** Without words it is a square with an icon. */
  children?: ReactNode;
}) {
  const [state, run, isPending] = useActionState(action, idle);

  useEffect(() => {
    if (state.status === "error") toast.error(state.error.message);
  }, [state]);

  const button = { type: "submit", variant, size: "sm", pending: isPending, disabled } as const;
  return (
    <form action={run} className="contents">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children === undefined ? (
        <IconButton {...button} label={label} icon={icon} />
      ) : (
        <Button {...button} icon={icon} aria-label={label}>
          {children}
        </Button>
      )}
    </form>
  );
}
