import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Check, X } from "@/components/ui/control-icons";
import { cx } from "@/components/ui/cx";
import { Banknote, Circle } from "@/components/ui/icons";
import { dateTimeFormat } from "@/lib/core/dates";
import { dayWords } from "@/lib/dashboard/day";
import { progressOf, type Step } from "@/lib/orders/progress";
import type { OrderDetail } from "@/lib/orders/types";
import type { Reader } from "./reader";

const ENDS = { delivered: Check, cancelled: X, refunded: Banknote } as const;

/** Where the order is, in a sentence and as a line of steps. */
export async function OrderProgress({ order, reader }: { order: OrderDetail; reader: Reader }) {
  const t = await getTranslations("orders.progress");
  const isUnderway = order.status === "processing" || order.status === "shipped";
  const expected =
    isUnderway && order.expectedDeliveryAt
      ? t("expected", dayWords(order.expectedDeliveryAt, reader.now, reader.locale, reader.timeZone))
      : "";
  return (
    <Card>
      <p className="mb-4 font-medium text-base">{`${t(`now.${order.status}`)} ${expected}`.trim()}</p>
      <ol aria-label={t("label")} className="grid auto-cols-fr grid-flow-col">
        {progressOf(order).map((step) => (
          <ProgressStep
            key={step.status}
            step={step}
            label={t(`step.${step.status}`)}
            stateLabel={t(`state.${step.state}`)}
            when={step.at && shortDay(step.at, reader)}
          />
        ))}
      </ol>
    </Card>
  );
}

/** "24 Nov": the year stands above, and five of them do not fit on a phone. */
function shortDay(at: string, { locale, timeZone }: Reader): string {
  return dateTimeFormat(locale, { day: "numeric", month: "short", timeZone }).format(new Date(at));
}

const DOT: Record<Step["state"] | "arrived" | "ended", string> = {
  done: "border-primary bg-primary text-primary-contrast",
  current: "border-primary bg-paper text-primary",
  ahead: "border-line-strong bg-paper text-transparent",
  arrived: "border-success bg-success text-fg-inverse",
  ended: "border-line-strong bg-active text-fg-secondary",
};

function ProgressStep({
  step: { status, state },
  label,
  stateLabel,
  when,
}: {
  step: Step;
  label: string;
  stateLabel: string;
  when: string | null;
}) {
  const isEnd = state === "current" && status in ENDS;
  const Icon = isEnd ? ENDS[status as keyof typeof ENDS] : state === "current" ? Circle : Check;
  const look = isEnd ? (status === "delivered" ? "arrived" : "ended") : state;
  return (
    <li
      aria-current={state === "current" ? "step" : undefined}
      className={cx(
        "relative flex min-w-0 flex-col items-center gap-1.5 text-center",
        // The line from the step before, from edge to edge of the two circles.
        "not-first:before:absolute not-first:before:end-[calc(50%+0.75rem)] not-first:before:top-[0.6875rem] not-first:before:h-0.5 not-first:before:w-[calc(100%-1.5rem)]",
        state === "ahead" || look === "ended"
          ? "not-first:before:bg-line-strong"
          : "not-first:before:bg-primary",
      )}
    >
      <span
        aria-hidden
        className={cx("relative flex size-6 items-center justify-center rounded-full border-2", DOT[look])}
      >
        <Icon className={cx("size-3.5", state === "current" && !isEnd && "size-2.5 fill-current")} />
      </span>
      <span
        className={cx(
          "whitespace-nowrap text-xs sm:text-sm",
          state === "current" ? "font-semibold text-fg" : state === "ahead" ? "text-fg-muted" : "text-fg",
        )}
      >
        {label}
        <span className="sr-only">, {stateLabel}</span>
      </span>
      {when && <span className="-mt-1 px-0.5 text-fg-muted text-xs">{when}</span>}
    </li>
  );
}
