import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { FieldsForm } from "@/components/ui/fields-form";
import { ChevronRight } from "@/components/ui/icons";
import { formatDate, formatDateTime } from "@/lib/core/dates";
import { changeRetentionAction } from "@/lib/retention/actions";
import type { RetentionPolicy } from "@/lib/retention/types";

type Reader = { locale: string; timeZone: string };
type Key = keyof typeof import("@/messages/en/retention.json")["policies"];

/** As many as the preview counts. */
const MOST = 10_000;

/** One policy: what it keeps, what it would touch now, what it last did, and for admins the way to change it. */
export async function PolicyCard({
  policy,
  canEdit,
  reader,
}: {
  policy: RetentionPolicy;
  canEdit: boolean;
  reader: Reader;
}) {
  const t = await getTranslations("retention");
  const key = policy.key as Key;
  const state = policy.isFixed ? "fixed" : policy.isActive ? "on" : "off";
  return (
    <li className="px-4 py-3.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="font-medium text-base">{t(`policies.${key}.title`)}</h3>
        <span className="flex items-center gap-2 text-sm">
          <span className="text-fg-secondary tabular-nums">{t("days", { count: policy.keepDays })}</span>
          <Badge tone={state === "off" ? "neutral" : "success"}>{t(`state.${state}`)}</Badge>
        </span>
      </div>
      <p className="mt-0.5 text-fg-muted text-sm">
        {t(`action.${policy.action}`)} · {t(`policies.${key}.basis`)}
      </p>
      <div className="mt-1.5 flex flex-wrap gap-x-4 text-sm">
        <p className="min-w-0">
          <Preview policy={policy} reader={reader} />
        </p>
        <p className="text-fg-muted">
          {policy.lastRun
            ? t("lastRun", {
                when: formatDateTime(policy.lastRun.at, reader.locale, reader.timeZone),
                rows: policy.lastRun.rows,
              })
            : t("never")}
        </p>
      </div>
      {canEdit && !policy.isFixed && (
        <details className="group mt-2">
          <summary className="inline-flex cursor-pointer list-none items-center gap-1 text-primary-text text-sm touch:min-h-11 [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden className="transition-transform group-open:rotate-90" />
            {t("change")}
            <span className="sr-only"> {t(`policies.${key}.title`)}</span>
          </summary>
          <div className="max-w-lg pt-3">
            <FieldsForm
              action={changeRetentionAction}
              hidden={{ key: policy.key, expectedVersion: policy.version }}
              canChange
              texts={{ save: t("form.save"), saved: t("form.saved"), failed: t("form.failed") }}
              fields={[
                {
                  name: "keepDays",
                  label: t("fields.keepDays"),
                  hint: t("fields.keepDaysHint", { min: policy.minDays, max: policy.maxDays }),
                  type: "number",
                  value: String(policy.keepDays),
                  min: policy.minDays,
                  max: policy.maxDays,
                  suffix: t("fields.suffix"),
                },
                ...(policy.action === "archive"
                  ? []
                  : [
                      {
                        name: "isActive",
                        label: t("fields.isActive"),
                        type: "select" as const,
                        value: policy.isActive ? "on" : "off",
                        options: [
                          { value: "off", label: t("state.off") },
                          { value: "on", label: t("state.on") },
                        ],
                      },
                    ]),
              ]}
            />
          </div>
        </details>
      )}
    </li>
  );
}

async function Preview({ policy, reader }: { policy: RetentionPolicy; reader: Reader }) {
  const t = await getTranslations("retention.preview");
  const { count, oldest, examples } = policy.preview;
  if (count === 0 || oldest === null) return <span className="text-fg-muted">{t("none")}</span>;
  const words = { count, oldest: formatDate(oldest, reader.locale, reader.timeZone) };
  return (
    <>
      {count >= MOST ? t("many", words) : t("some", words)}
      {examples.length > 0 && policy.key !== "idempotency" && (
        <span className="mt-0.5 block break-all text-fg-muted text-xs">
          {t("examples")}: <span className="font-mono">{examples.slice(0, 3).join(", ")}</span>
        </span>
      )}
    </>
  );
}
