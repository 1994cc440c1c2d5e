import type { ReactNode } from "react";
import { cx } from "./cx";

/** A surface with a hairline around it. Never put one inside another. `flush` leaves the padding to lists and tables. */
export function Card({
  title,
  actions,
  flush = false,
  className,
  children,
}: {
  /** Rendered as a second-level heading. */
  title?: ReactNode;
  /** Links or small buttons at the end of the title's line. */
  actions?: ReactNode;
  flush?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={cx("overflow-hidden rounded-lg border bg-paper", className)}>
      {title !== undefined && (
        <header
          className={cx("flex min-h-11 items-center justify-between gap-3 px-4 pt-0.5", flush && "border-b")}
        >
          <h2 className="font-semibold text-base">{title}</h2>
          {actions && <div className="flex items-center gap-1 text-sm">{actions}</div>}
        </header>
      )}
      <div className={flush ? undefined : cx("px-4 pb-4", title === undefined && "pt-4")}>{children}</div>
    </section>
  );
}
