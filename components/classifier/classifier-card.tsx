import { getTranslations } from "next-intl/server";
import { RowCommand } from "@/components/settings/row-command";
import { Card } from "@/components/ui/card";
import { trainClassifierAction } from "@/lib/classifier/actions";
import type { ClassifierCard as Model } from "@/lib/classifier/types";
import { formatRelative } from "@/lib/core/dates";
import { ReliabilityChart } from "./reliability-chart";
import { TrainingWatch } from "./training-watch";

const OBSTACLES = { too_few_labels: "tooFewLabels", one_category: "oneCategory" } as const;

/** How well the classifier of this business does, and the button that has it learn now. */
export async function ClassifierCard({
  classifier,
  reader: { locale, timeZone, now },
}: {
  classifier: Model;
  reader: { locale: string; timeZone: string; now: Date };
}) {
  const t = await getTranslations("classifier");
  const { model, examples, needed, obstacle, isWaiting, canTrain } = classifier;
  const missing = Math.max(0, needed - examples);
  const train = canTrain && (
    <RowCommand
      action={trainClassifierAction}
      fields={{}}
      label={t("train")}
      variant="secondary"
      disabled={isWaiting || obstacle !== null}
    >
      {t("train")}
    </RowCommand>
  );
  return (
    <Card title={t("title")} actions={train}>
      <p className="mb-4 max-w-[72ch] text-fg-muted text-sm">{t("intro")}</p>
      {isWaiting && obstacle === null && <TrainingWatch label={t("training")} />}
      {obstacle && model && (
        <p className="mb-4 text-fg-secondary text-sm">{t(OBSTACLES[obstacle], { missing })}</p>
      )}
      {model ? (
        <Trained
          model={model}
          when={formatRelative(model.trainedAt, now, locale, timeZone)}
          locale={locale}
        />
      ) : (
        <div className="rounded-md border border-dashed px-4 py-6 text-center">
          <p className="font-medium">{t("none")}</p>
          <p className="mx-auto mt-1 max-w-[56ch] text-fg-muted text-sm">
            {t(obstacle ? OBSTACLES[obstacle] : "willLearn", { missing })}
          </p>
        </div>
      )}
    </Card>
  );
}

async function Trained({
  model: { metrics, examples, labels, seconds, trainedAt },
  when,
  locale,
}: {
  model: NonNullable<Model["model"]>;
  when: string;
  locale: string;
}) {
  const t = await getTranslations("classifier");
  const shares = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const numbers = new Intl.NumberFormat(locale);
  const percent = (share: number) => shares.format(share);
  const filled = metrics.reliability.filter(({ count }) => count > 0);
  const figures = [
    { name: t("accuracy"), value: percent(metrics.accuracy), hint: t("accuracyHint") },
    { name: t("coverage"), value: percent(metrics.coverage), hint: t("coverageHint") },
    { name: t("calibration"), value: fine.format(metrics.calibrationError), hint: t("calibrationHint") },
    {
      name: t("examples"),
      value: numbers.format(examples),
      hint: t("examplesHint", { count: labels.length }),
    },
  ];
  const most = Math.max(1, ...labels.map((label) => label.examples));
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        {figures.map(({ name, value, hint }) => (
          <div key={name}>
            <dt className="text-fg-muted text-sm">{name}</dt>
            <dd className="font-semibold text-xl tabular-nums">{value}</dd>
            <dd className="text-fg-muted text-xs">{hint}</dd>
          </div>
        ))}
      </dl>
      {metrics.threshold === null && <p className="text-fg-secondary text-sm">{t("unsure")}</p>}
      <div className="grid gap-6 sm:grid-cols-2">
        <section>
          <h3 className="mb-2 font-medium text-sm">{t("reliability")}</h3>
          <ReliabilityChart
            bins={metrics.reliability}
            label={t("reliabilityLabel", {
              bins: filled
                .map(({ confidence, accuracy, count }) =>
                  t("reliabilityBin", { promised: percent(confidence), kept: percent(accuracy), count }),
                )
                .join("; "),
            })}
            texts={{ promised: t("axisPromised"), kept: t("axisKept") }}
            percent={percent}
          />
        </section>
        <section>
          <h3 className="mb-2 font-medium text-sm">{t("byCategory")}</h3>
          <ul className="flex flex-col gap-1.5 text-sm">
            {labels.map(({ slug, label, examples: count }) => (
              <li key={slug} className="grid grid-cols-[minmax(0,1fr)_5rem_2.5rem] items-center gap-3">
                <span className="truncate">{label}</span>
                <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-canvas">
                  <span
                    className="block h-full rounded-full bg-primary"
                    style={{ width: `${(100 * count) / most}%` }}
                  />
                </span>
                <span className="text-end text-fg-muted tabular-nums">{numbers.format(count)}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <p className="text-fg-muted text-xs">
        <time dateTime={trainedAt}>{t("trained", { when, seconds: numbers.format(seconds) })}</time>
      </p>
    </div>
  );
}
