"use client";
"use no memo";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button";

/** Submits the form around it, and shows that the form is on its way. `pendingLabel` replaces the words meanwhile. */
export function SubmitButton({
  pendingLabel,
  children,
  variant = "primary",
  ...rest
}: Omit<ButtonProps, "type" | "pending"> & { pendingLabel?: string }) {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" variant={variant} pending={pending} {...rest}>
      {pending && pendingLabel ? pendingLabel : children}
    </Button>
  );
}
