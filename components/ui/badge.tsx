import type { ReactNode } from "react";
import { cx } from "./cx";
import { SOFT_TONE, type Tone } from "./tone";

/** A short word on a soft background: a count, a kind, a mark such as "Internal". */
export function Badge({
  tone = "neutral",
  icon,
  className,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        "inline-flex h-5 min-w-5 items-center justify-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs leading-none",
        "[&_.icon]:size-3",
        SOFT_TONE[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
