import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";

/** A native checkbox (or radio button, by `type`) with its label beside it and an optional hint below. */
export function Checkbox({
  label,
  hint,
  className,
  type = "checkbox",
  ...rest
}: Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  hint?: ReactNode;
  type?: "checkbox" | "radio";
}) {
  return (
    <label
      className={cx(
        "flex items-start gap-2.5 text-base has-disabled:text-fg-disabled touch:py-2.5",
        className,
      )}
    >
      <input type={type} className="mt-[0.1875rem] size-4 shrink-0 rounded-sm" {...rest} />
      <span>
        {label}
        {hint && <span className="block text-fg-muted text-sm">{hint}</span>}
      </span>
    </label>
  );
}
