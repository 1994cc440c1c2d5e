import { cx } from "./cx";

/** A quiet block where something is about to be. Give it the size of what comes by classes. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("block animate-pulse rounded-sm bg-active", className)} />;
}

/** Skeleton of a `List` with two-line rows. `label` tells screen readers what is loading. */
export function ListSkeleton({ rows = 6, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="divide-y">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move
        <div key={row} className="flex min-h-11 items-center gap-3 px-4 py-2.5">
          <div className="flex-1">
            <Skeleton className={cx("my-[0.28125rem] h-3", ["w-3/5", "w-2/5", "w-1/2"][row % 3])} />
            <Skeleton className={cx("my-[0.2rem] h-3", ["w-1/4", "w-1/3", "w-1/5"][row % 3])} />
          </div>
          <Skeleton className="h-3 w-16" />
        </div>
      ))}
    </div>
  );
}
