import type { ReactNode } from "react";
import { cx } from "./cx";

/** The subject on the left, the facts beside it; on a phone the facts come after. */
export function DetailLayout({
  children,
  aside,
  asideLabel,
  className,
}: {
  children: ReactNode;
  aside: ReactNode;
  asideLabel: string;
  className?: string;
}) {
  return (
    <div
      className={cx(
        "grid gap-8 lg:grid-cols-[minmax(0,1fr)_15rem] lg:max-xl:gap-6 xl:grid-cols-[minmax(0,1fr)_18rem]",
        className,
      )}
    >
      <div className="min-w-0">{children}</div>
      <aside aria-label={asideLabel} className="min-w-0">
        {aside}
      </aside>
    </div>
  );
}

export type Fact = { label: string; value: ReactNode };

/** Names and values in two columns: status, promise, order. `stacked` puts each value below its name, for narrow places. */
export function Facts({
  facts,
  stacked = false,
  className,
}: {
  /** A fact without a value is left out by the caller. */
  facts: readonly Fact[];
  stacked?: boolean;
  className?: string;
}) {
  return (
    <dl
      className={cx(
        "grid gap-x-3 gap-y-2.5 text-sm",
        !stacked && "grid-cols-[6.5rem_minmax(0,1fr)]",
        className,
      )}
    >
      {facts.map((fact) => (
        <div
          key={fact.label}
          className={stacked ? "flex flex-col" : "col-span-2 grid grid-cols-subgrid items-baseline"}
        >
          <dt className="text-fg-muted">{fact.label}</dt>
          <dd className="min-w-0 text-fg">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
