import type { ComponentProps, ReactNode } from "react";
import { CONTROL } from "./control-style";
import { cx } from "./cx";

/** One line of text. `icon` sits inside at the start, `suffix` at the end (a unit, a key hint, a button). */
export function Input({
  className,
  icon,
  suffix,
  ...rest
}: ComponentProps<"input"> & { icon?: ReactNode; suffix?: ReactNode }) {
  const control = cx(CONTROL, "h-9 px-3 touch:h-11", Boolean(icon) && "ps-9", Boolean(suffix) && "pe-11");
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
