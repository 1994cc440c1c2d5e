import type { ReactNode } from "react";

/** Names and values with something to do below each, parted by hairlines. */
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
    <div className="grid gap-x-4 gap-y-0.5 px-4 py-3 text-sm sm:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="text-fg-muted sm:pt-0.5">{label}</dt>
      <dd className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="break-words font-medium text-fg">{value}</span>
          {note}
        </div>
        {children && <div className="mt-1">{children}</div>}
      </dd>
    </div>
  );
}
