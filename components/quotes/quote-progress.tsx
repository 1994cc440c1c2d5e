import { getTranslations } from "next-intl/server";
import { Check, X } from "@/components/ui/control-icons";
import { cx } from "@/components/ui/cx";
import { RelativeTime } from "@/components/ui/relative-time";
import { type QuoteProgress as Progress, quoteProgress } from "@/lib/quotes/progress";
import type { QuoteRecord } from "@/lib/quotes/types";
import type { Reader } from "./reader";

/** The way of the quote in five steps, one line on a desk and a column on a phone. */
export async function QuoteProgress({ quote, reader }: { quote: QuoteRecord; reader: Reader }) {
  const t = await getTranslations("quote-pages.progress");
  const steps = quoteProgress(quote);
  return (
    <ol aria-label={t("label")} className="grid gap-y-0 sm:grid-cols-5">
      {steps.map(({ step, state, at }, index) => (
        <li
          key={step}
          aria-current={state === "current" ? "step" : undefined}
          className={cx(
            "relative flex gap-3 pb-3 last:pb-0 sm:flex-col sm:gap-1.5 sm:pe-4 sm:pb-0",
            // The line to the next step.
            index < steps.length - 1 &&
              "before:absolute before:start-[0.5625rem] before:top-5 before:bottom-0 before:w-0.5 sm:before:start-6 sm:before:end-1 sm:before:top-[0.5625rem] sm:before:bottom-auto sm:before:h-0.5 sm:before:w-auto",
            index < steps.length - 1 && (state === "done" ? "before:bg-primary" : "before:bg-line"),
          )}
        >
          <Mark state={state} />
          <span className="min-w-0 text-sm">
            <span
              className={cx(
                "block",
                state === "current" || state === "stopped" ? "font-semibold text-fg" : "font-medium",
                state === "upcoming" && "font-normal text-fg-muted",
              )}
            >
              {t(state === "stopped" ? `stopped.${quote.status as "declined"}` : step)}
              <span className="sr-only">{` (${t(`state.${state}`)})`}</span>
            </span>
            <span className="block text-fg-muted text-xs">
              {at ? (
                <RelativeTime at={at} locale={reader.locale} timeZone={reader.timeZone} />
              ) : state === "current" ? (
                t(`now.${quote.status}`)
              ) : null}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Mark({ state }: { state: Progress["state"] }) {
  return (
    <span
      aria-hidden
      className={cx(
        "relative mt-px flex size-5 shrink-0 items-center justify-center rounded-full border-2 bg-paper [&_.lucide]:size-3",
        state === "done" && "border-primary bg-primary text-primary-contrast",
        state === "current" && "border-primary",
        state === "upcoming" && "border-line-strong",
        state === "stopped" && "border-line-hover bg-active text-fg-secondary",
      )}
    >
      {state === "done" && <Check />}
      {state === "stopped" && <X />}
      {state === "current" && <span className="size-2 rounded-full bg-primary" />}
    </span>
  );
}
