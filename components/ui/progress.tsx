import { cx } from "./cx";

/** How far something is, from 0 to 1; without a value it only says that it is under way. */
export function Progress({ label, value, className }: { label: string; value?: number; className?: string }) {
  return (
    <progress
      aria-label={label}
      max={1}
      value={value}
      className={cx(
        "block h-1 w-full appearance-none overflow-hidden rounded-full bg-active",
        "[&::-webkit-progress-bar]:bg-active [&::-webkit-progress-value]:bg-primary [&::-webkit-progress-value]:transition-[inline-size] [&::-moz-progress-bar]:bg-primary",
        "indeterminate:animate-pulse",
        className,
      )}
    />
  );
}
