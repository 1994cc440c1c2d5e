"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "@/components/ui/button";

/** One of several buttons that submit a form: only the one that was pressed shows that it is on its way. */
export function IntentButton({
  intent,
  pendingLabel,
  children,
  ...rest
}: Omit<ButtonProps, "type" | "pending" | "name" | "value"> & { intent: string; pendingLabel: string }) {
  const { pending, data } = useFormStatus();
  const isPressed = pending && data.get("intent") === intent;
  return (
    <Button
      type="submit"
      name="intent"
      value={intent}
      size="lg"
      pending={isPressed}
      aria-disabled={pending || undefined}
      {...rest}
    >
      {isPressed ? pendingLabel : children}
    </Button>
  );
}
