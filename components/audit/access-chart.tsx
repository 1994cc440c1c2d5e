import { getTranslations } from "next-intl/server";
import type { AccessWeek } from "@/lib/audit/types";
import { dateTimeFormat, formatDate } from "@/lib/core/dates";

const HEIGHT = 96;
const BASE = 76;
const TOP = 6;
/** What is little is still not nothing. */
const LEAST = 2;
const PARTS = [
  ["staff", "fill-primary", "bg-primary"],
  ["ai", "fill-info", "bg-info"],
  ["system", "fill-line-strong", "bg-line-strong"],
] as const;

/** Accesses by week, stacked by who it was, drawn on the server. `label` says it in a sentence. */
export async function AccessChart({ weeks, locale }: { weeks: readonly AccessWeek[]; locale: string }) {
  const t = await getTranslations("audit");
  const sum = (name: (typeof PARTS)[number][0]) => weeks.reduce((total, week) => total + week[name], 0);
  const totals = { staff: sum("staff"), ai: sum("ai"), system: sum("system") };
  const label = t("access.chart", { total: totals.staff + totals.ai + totals.system, ...totals });
  const most = Math.max(1, ...weeks.map(({ staff, ai, system }) => staff + ai + system));
  const share = 100 / Math.max(1, weeks.length);
  const day = (week: string) => `${week}T00:00:00Z`;
  return (
    <figure className="flex flex-col gap-2">
      <svg role="img" aria-label={label} width="100%" height={HEIGHT} className="block overflow-visible">
        <title>{label}</title>
        <line x1="0" x2="100%" y1={BASE} y2={BASE} className="stroke-line-strong" />
        {weeks.map((week, index) => {
          let y = BASE;
          return (
            <g key={week.week}>
              <title>
                {t("access.chartWeek", { ...week, day: formatDate(day(week.week), locale, "UTC") })}
              </title>
              <rect
                x={`${index * share}%`}
                y="0"
                width={`${share}%`}
                height={BASE}
                className="fill-transparent"
              />
              {PARTS.map(([name, fill]) => {
                if (week[name] === 0) return null;
                const height = Math.max(LEAST, ((BASE - TOP) * week[name]) / most);
                y -= height;
                return (
                  <rect
                    key={name}
                    x={`${(index + 0.2) * share}%`}
                    y={y}
                    width={`${share * 0.6}%`}
                    height={height}
                    className={fill}
                  />
                );
              })}
              <text
                x={`${(index + 0.5) * share}%`}
                y={HEIGHT - 4}
                textAnchor="middle"
                // On a phone there is room for every third one.
                className={`fill-fg-muted text-[11px] tabular-nums ${index % 3 === 2 ? "" : "max-sm:hidden"}`}
              >
                {dateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(
                  new Date(day(week.week)),
                )}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-fg-muted text-sm">
        {PARTS.map(([name, , dot]) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={`size-2 rounded-full ${dot}`} />
            {t(`group.${name}`)} <span className="font-medium text-fg tabular-nums">{totals[name]}</span>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
