import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { ChevronRight } from "@/components/ui/icons";
import { dateTimeFormat } from "@/lib/core/dates";
import type { ServiceDetail } from "@/lib/services/types";
import { type ChartMonth, formatBytes, usageChart } from "@/lib/services/usage";
import { UsageBar } from "./usage-bar";
import { UsageChart } from "./usage-chart";
import { UsageTable } from "./usage-table";

/** How much of a service was used in the last twelve months: a chart, and the same as a table. */
export async function UsageCard({ service, locale }: { service: ServiceDetail; locale: string }) {
  const t = await getTranslations("services.usage");
  if (service.usage.length === 0) {
    return (
      <Card title={t("title")}>
        <p className="text-fg-muted text-sm">{t("empty")}</p>
      </Card>
    );
  }
  const chart = usageChart(service.usage, service.thisMonth, service.allowanceBytes);
  const peak = peakOf(chart.months);
  const caption = t("caption", {
    peak: peak ? monthName(peak.month, locale, "long") : "none",
    amount: formatBytes(peak ? totalOf(peak) : 0, locale),
  });
  const { status } = service;
  return (
    <Card title={t("title")}>
      {status === "active" && (
        <UsageBar
          usage={service.usageThisMonth}
          allowanceBytes={service.allowanceBytes}
          locale={locale}
          className="mb-5 max-w-72"
        />
      )}
      <figure>
        <UsageChart
          chart={chart}
          allowanceBytes={service.allowanceBytes}
          label={caption}
          locale={locale}
          texts={{ download: t("download"), upload: t("upload"), notMeasured: t("notMeasured") }}
        />
        <figcaption className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-fg-muted text-xs">
          <Key className="bg-primary" label={t("download")} />
          <Key className="bg-fg-muted" label={t("upload")} />
          {chart.months.some(({ usage }) => usage === null) && (
            <span>{`${t("gap")} ${t("notMeasured").toLocaleLowerCase(locale)}`}</span>
          )}
        </figcaption>
      </figure>
      <details className="group mt-3">
        <summary className="hit-44 inline-flex cursor-pointer list-none items-center gap-1 text-primary-text text-sm">
          <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
          {t("table")}
        </summary>
        <UsageTable months={chart.months} thisMonth={service.thisMonth} locale={locale} caption={caption} />
      </details>
    </Card>
  );
}

function Key({ className, label }: { className: string; label: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className={`size-2 rounded-sm ${className}`} />
      {label}
    </span>
  );
}

function peakOf(months: readonly ChartMonth[]): ChartMonth | null {
  const measured = months.filter(({ usage }) => usage !== null);
  return measured.reduce<ChartMonth | null>(
    (peak, one) => (peak === null || totalOf(one) > totalOf(peak) ? one : peak),
    null,
  );
}

function totalOf({ usage }: ChartMonth): number {
  return usage ? usage.bytesDown + usage.bytesUp : 0;
}

/** "November 2026", or "Nov". */
function monthName(month: string, locale: string, width: "long" | "short"): string {
  return dateTimeFormat(locale, {
    month: width,
    ...(width === "long" ? { year: "numeric" } : {}),
    timeZone: "UTC",
  }).format(new Date(month));
}
