"use no memo";

import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";
import { Spinner } from "./spinner";

/** A square button with an icon. `label` names it for everybody: aloud, and as a tooltip. */
export function IconButton({
  label,
  icon,
  variant = "ghost",
  size,
  pending = false,
  shortcut,
  className,
  type = "button",
  ...rest
}: Omit<ComponentProps<"button">, "children"> & {
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  pending?: boolean;
  /** Keys shown in the tooltip, such as "Ctrl K". */
  shortcut?: string;
}) {
  return (
    <button
      type={type}
      aria-label={label}
      aria-busy={pending || undefined}
      data-tooltip={label}
      data-tooltip-keys={shortcut}
      className={buttonStyle({ variant, size, square: true, className })}
      {...rest}
    >
      {pending ? <Spinner /> : icon}
    </button>
  );
}
