"use no memo";

import type { ReactNode } from "react";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "./control-icons";
import { cx } from "./cx";
import { ICON_TONE } from "./tone";

const LOOK = {
  info: { icon: Info, box: "border-info-border bg-info-soft text-info-text" },
  success: { icon: CircleCheck, box: "border-success-border bg-success-soft text-success-text" },
  warning: { icon: TriangleAlert, box: "border-warning-border bg-warning-soft text-warning-text" },
  error: { icon: CircleAlert, box: "border-error-border bg-error-soft text-error-text" },
} as const;

/** Something the whole page or form should know: what happened, what it means, what to do. An error is announced at once. */
export function Banner({
  tone,
  title,
  actions,
  id,
  className,
  children,
}: {
  tone: keyof typeof LOOK;
  title?: string;
  actions?: ReactNode;
  id?: string;
  className?: string;
  children?: ReactNode;
}) {
  const { icon: Icon, box } = LOOK[tone];
  return (
    <div
      id={id}
      role={tone === "error" ? "alert" : "status"}
      className={cx("flex gap-2.5 rounded-md border px-3 py-2.5 text-sm", box, className)}
    >
      <Icon aria-hidden className={cx("mt-0.5", ICON_TONE[tone])} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
    </div>
  );
}
