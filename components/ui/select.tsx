"use no memo";

import type { ComponentProps } from "react";
import { ChevronsUpDown } from "./control-icons";
import { CONTROL, CONTROL_SIZE } from "./control-style";
import { cx } from "./cx";

export type SelectOption = { value: string; label: string; disabled?: boolean };

/** The browser's own select, which no imitation equals on a phone. `placeholder` is an empty first option. */
export function Select({
  options,
  placeholder,
  controlSize = "md",
  className,
  ...rest
}: Omit<ComponentProps<"select">, "children"> & {
  options: readonly SelectOption[];
  placeholder?: string;
  /** `sm` stands beside buttons in a toolbar. */
  controlSize?: "sm" | "md";
}) {
  return (
    <span className={cx("relative block", className)}>
      <select className={cx(CONTROL, "appearance-none ps-3 pe-8", CONTROL_SIZE[controlSize])} {...rest}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown
        aria-hidden
        className="pointer-events-none absolute inset-y-0 end-2.5 my-auto text-fg-muted"
      />
    </span>
  );
}
