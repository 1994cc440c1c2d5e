import type { ReactNode } from "react";
import { cx } from "./cx";

/** Search, filters and order above a list, with the filters that are on (`chips`) in a line of their own. */
export function Toolbar({
  label,
  chips,
  className,
  children,
}: {
  label: string;
  chips?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <search aria-label={label} className={cx("flex flex-col gap-2.5", className)}>
      <div className="flex flex-wrap items-center gap-2">{children}</div>
      {chips && <div className="flex flex-wrap items-center gap-1.5">{chips}</div>}
    </search>
  );
}
