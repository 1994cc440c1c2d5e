import type { ReactNode } from "react";
import { cx } from "./cx";

/** Nothing here, why, and the next step. Also for "nothing matches" with a way to clear the filters. */
export function EmptyState({
  icon,
  title,
  actions,
  className,
  children,
}: {
  /** An icon of `icons.tsx` or `control-icons.tsx`. */
  icon: ReactNode;
  title: string;
  /** One button, two at most. */
  actions?: ReactNode;
  className?: string;
  /** One or two sentences. */
  children?: ReactNode;
}) {
  return (
    <div className={cx("flex flex-col items-center px-6 py-14 text-center", className)}>
      <span
        aria-hidden
        className="mb-4 flex size-10 items-center justify-center rounded-lg border bg-paper text-fg-muted [&_.icon]:size-5"
      >
        {icon}
      </span>
      <p className="font-semibold text-base">{title}</p>
      {children && <p className="mt-1 max-w-sm text-fg-muted text-sm">{children}</p>}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
