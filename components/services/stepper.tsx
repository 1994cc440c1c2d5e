import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Check } from "@/components/ui/control-icons";
import { cx } from "@/components/ui/cx";
import { CalendarClock, ClipboardList, UserRound } from "@/components/ui/icons";
import { formatDateTime } from "@/lib/core/dates";
import { installationStages, type Stage } from "@/lib/services/installation";
import { formatVisit } from "@/lib/services/ticket-words";
import type { InstallationStep } from "@/lib/services/types";
import type { Reader } from "./reader";

/** The way from order to working service: what is done, what is next, and what to prepare for it. */
export async function Stepper({
  steps,
  reader,
  actions,
}: {
  steps: readonly InstallationStep[];
  reader: Reader;
  /** What can be done about the visit that is planned. */
  actions?: ReactNode;
}) {
  const t = await getTranslations("services.installation");
  const stages = installationStages(steps);
  const planned = stages.find(({ step }) => step && !step.completedAt && step.windowStart);
  return (
    <Card title={t("title")}>
      <ol className="pt-1">
        {stages.map((one) => (
          <Step key={one.stage} stage={one} reader={reader}>
            {one.stage === planned?.stage && actions}
          </Step>
        ))}
      </ol>
    </Card>
  );
}

async function Step({
  stage: { stage, state, step },
  reader,
  children,
}: {
  stage: Stage;
  reader: Reader;
  children: ReactNode;
}) {
  const t = await getTranslations("services.installation");
  const isOpen = state !== "done";
  const showsDetail = isOpen && (state === "current" || step?.windowStart);
  return (
    <li
      aria-current={state === "current" ? "step" : undefined}
      className="relative flex gap-3.5 pb-5 last:pb-0 [&:not(:last-child)]:before:absolute [&:not(:last-child)]:before:start-[0.6875rem] [&:not(:last-child)]:before:top-7 [&:not(:last-child)]:before:bottom-1 [&:not(:last-child)]:before:w-px [&:not(:last-child)]:before:bg-line"
    >
      <span
        aria-hidden
        className={cx(
          "flex size-6 shrink-0 items-center justify-center rounded-full border",
          state === "done" && "border-transparent bg-success-soft text-success-text",
          state === "current" && "border-primary bg-primary-light text-primary-text",
          state === "coming" && "bg-paper text-fg-muted",
        )}
      >
        {state === "done" ? (
          <Check className="size-3.5" />
        ) : (
          <span
            className={cx("size-1.5 rounded-full", state === "current" ? "bg-primary" : "bg-line-strong")}
          />
        )}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className={cx("text-base", state === "coming" ? "text-fg-muted" : "font-medium")}>
          {t(`stage.${stage}`)}
          <span className="sr-only">{`: ${t(`state.${state}`)}`}</span>
        </p>
        {state === "done" && step?.completedAt && (
          <p className="text-fg-muted text-sm">
            {t("doneOn", { date: formatDateTime(step.completedAt, reader.locale, reader.timeZone) })}
          </p>
        )}
        {state === "current" && !step?.windowStart && (
          <p className="text-fg-secondary text-sm">{t(`about.${stage}`)}</p>
        )}
        {showsDetail && step && <StepDetail step={step} reader={reader} />}
        {children}
      </div>
    </li>
  );
}

async function StepDetail({ step, reader }: { step: InstallationStep; reader: Reader }) {
  const t = await getTranslations("services.installation");
  const { windowStart, windowEnd, technician, preparation } = step;
  const lines = [
    windowStart &&
      windowEnd && {
        icon: CalendarClock,
        label: t("window"),
        text: formatVisit(windowStart, windowEnd, reader.locale, reader.timeZone),
        isStrong: true,
      },
    technician && { icon: UserRound, label: t("technician"), text: technician, isStrong: false },
    preparation && { icon: ClipboardList, label: t("prepare"), text: preparation, isStrong: false },
  ].filter((line) => typeof line === "object" && line !== null);
  if (lines.length === 0) return null;
  return (
    <dl className="mt-2 flex flex-col gap-2 text-sm">
      {lines.map(({ icon: Icon, label, text, isStrong }) => (
        <div key={label} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5">
          <Icon aria-hidden className="row-span-2 mt-0.5 text-fg-muted" />
          <dt className="text-fg-muted text-xs leading-5">{label}</dt>
          <dd className={cx("whitespace-pre-line", isStrong && "font-medium text-base")}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
