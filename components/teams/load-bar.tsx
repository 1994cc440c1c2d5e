import { cx } from "@/components/ui/cx";

/** How much somebody has beside how much they can take, as a bar and a figure. */
export function LoadBar({
  load,
  capacity,
  text,
  label,
}: {
  load: number;
  capacity: number;
  text: string;
  label: string;
}) {
  const share = capacity === 0 ? 1 : Math.min(load / capacity, 1);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-20 overflow-hidden rounded-full bg-active">
        <span
          className={cx("block h-full rounded-full", share >= 1 ? "bg-warning" : "bg-primary")}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span aria-hidden className="min-w-14 text-end text-fg-muted text-sm tabular-nums">
        {text}
      </span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
