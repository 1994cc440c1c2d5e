"use no memo";

import type { ComponentProps, ReactNode } from "react";
import { CONTROL, CONTROL_SIZE } from "./control-style";
import { cx } from "./cx";

/** One line of text. `icon` sits inside at the start, `suffix` at the end (a unit, a key hint, a button). */
export function Input({
  className,
  icon,
  suffix,
  controlSize = "md",
  ...rest
}: ComponentProps<"input"> & {
  icon?: ReactNode;
  suffix?: ReactNode;
  /** `sm` stands beside buttons in a toolbar. */
  controlSize?: "sm" | "md";
}) {
  const control = cx(
    CONTROL,
    CONTROL_SIZE[controlSize],
    "px-3",
    Boolean(icon) && "ps-9",
    Boolean(suffix) && "pe-11",
  );
  if (!icon && !suffix) return <input className={cx(control, className)} {...rest} />;
  return (
    <div className={cx("relative", className)}>
      {icon && (
        <span className="pointer-events-none absolute inset-y-0 start-0 flex w-9 items-center justify-center text-fg-muted">
          {icon}
        </span>
      )}
      <input className={control} {...rest} />
      {suffix && <span className="absolute inset-y-0 end-0 flex items-center pe-1.5">{suffix}</span>}
    </div>
  );
}
