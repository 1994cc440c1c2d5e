import { cx } from "@/components/ui/cx";
import { quoteProgress } from "@/lib/quotes/progress";
import type { QuoteSummary } from "@/lib/quotes/types";

/** The five steps of a quote as a small bar beside its status, which says the same in words. */
export function ProgressBar({ quote, className }: { quote: QuoteSummary; className?: string }) {
  return (
    <span aria-hidden className={cx("flex gap-0.5", className)}>
      {quoteProgress({ ...quote, events: [] }).map(({ step, state }) => (
        <span
          key={step}
          className={cx(
            "h-1 w-4 rounded-full",
            state === "done" && "bg-primary",
            state === "current" && "bg-primary/45",
            state === "stopped" && "bg-line-hover",
            state === "upcoming" && "bg-active",
          )}
        />
      ))}
    </span>
  );
}
