import type { ReactNode } from "react";
import { cx } from "./cx";
import { ICON_TONE, type Tone } from "./tone";

/** A state as colour, icon and words together, so that none of the three carries it alone. */
export function Status({
  tone,
  icon,
  children,
  className,
}: {
  tone: Tone;
  /** An icon of `icons.tsx` or `control-icons.tsx`. */
  icon: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        "inline-flex items-baseline gap-1.5 whitespace-nowrap text-fg-secondary text-sm",
        className,
      )}
    >
      <span aria-hidden className={cx("flex self-center", ICON_TONE[tone])}>
        {icon}
      </span>
      {children}
    </span>
  );
}
