"use no memo";

import { cx } from "./cx";

/** A key or a combination, written with spaces: "Ctrl K". */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd className={cx("inline-flex gap-0.5 font-sans", className)}>
      {keys.split(" ").map((key) => (
        <span
          key={key}
          className="inline-flex h-[1.125rem] min-w-[1.125rem] items-center justify-center rounded-sm border bg-paper px-1 font-medium text-[0.6875rem] text-fg-muted leading-none"
        >
          {key}
        </span>
      ))}
    </kbd>
  );
}
