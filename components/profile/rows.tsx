import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

/** Names and values with something to do at the end of each, on a phone below it, parted by hairlines. */
export function Rows({ children }: { children: ReactNode }) {
  return <dl className="divide-y">{children}</dl>;
}

/** One of them. */
export function Row({
  label,
  value,
  note,
  children,
}: {
  label: string;
  value: ReactNode;
  /** Beside the value, such as a state. */
  note?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="relative grid gap-x-4 gap-y-0.5 px-4 py-3 text-sm sm:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="text-fg-muted">{label}</dt>
      <dd className="min-w-0">
        <div className={cx("flex flex-wrap items-center gap-x-3 gap-y-1", Boolean(children) && "sm:pe-40")}>
          <span className="min-w-0 break-words font-medium text-fg">{value}</span>
          {note}
        </div>
        {children && (
          // From there the form unfolds below the value.
          <div className="max-sm:-mb-2 sm:[&>details>summary]:absolute sm:[&>details>summary]:end-4 sm:[&>details>summary]:top-2">
            {children}
          </div>
        )}
      </dd>
    </div>
  );
}
