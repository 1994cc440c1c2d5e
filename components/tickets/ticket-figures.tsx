import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ChevronRight } from "@/components/ui/icons";
import { dateTimeFormat } from "@/lib/core/dates";
import type { TicketCategory, TicketHistory } from "@/lib/tickets/types";
import { MonthChart } from "./month-chart";

/** So many categories have a bar; the rest are in the table. */
const MOST_BARS = 6;
const HOUR = 60;
const DAY = 24 * HOUR;

/** A year of the customer's tickets at a glance, behind a fold: months, categories, and how long things take. */
export async function TicketFigures({
  history,
  categories,
  locale,
}: {
  history: TicketHistory;
  categories: readonly TicketCategory[];
  locale: string;
}) {
  const t = await getTranslations("tickets.figures");
  const month = (key: string, length: "narrow" | "long") =>
    dateTimeFormat(locale, {
      month: length,
      ...(length === "long" ? { year: "numeric" } : {}),
      timeZone: "UTC",
    }).format(new Date(`${key}-15T12:00:00Z`));
  const months = history.byMonth.map(({ month: key, opened, resolved }) => ({
    label: month(key, "narrow"),
    title: t("month", { month: month(key, "long"), opened, resolved }),
    name: month(key, "long"),
    opened,
    resolved,
  }));
  const opened = months.reduce((sum, one) => sum + one.opened, 0);
  const resolved = months.reduce((sum, one) => sum + one.resolved, 0);
  const kinds = Object.entries(history.byCategory)
    .map(([slug, count]) => ({
      label: categories.find((one) => one.slug === slug)?.label ?? sentenceCase(slug),
      count,
    }))
    .sort((one, other) => other.count - one.count || one.label.localeCompare(other.label, locale));
  const most = Math.max(1, ...kinds.map(({ count }) => count));
  return (
    <details className="group/figures mt-6">
      <summary className="hit-44 flex w-fit cursor-pointer list-none items-center gap-1.5 rounded-sm text-fg-muted text-sm hover:text-fg [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/figures:rotate-90" />
        {t("title")}
      </summary>
      <div className="mt-4 grid gap-x-10 gap-y-6 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <section>
          <h2 className="font-semibold text-sm">{t("months")}</h2>
          <p className="mt-1 mb-3 flex gap-4 text-fg-muted text-xs">
            <Key className="bg-primary">{t("opened", { count: opened })}</Key>
            <Key className="bg-line-strong">{t("resolved", { count: resolved })}</Key>
          </p>
          <MonthChart months={months} label={t("chart", { opened, resolved })} />
        </section>
        <div className="flex flex-col gap-6">
          <dl className="grid grid-cols-2 gap-4">
            <Average label={t("firstResponse")} value={await duration(history.averageFirstResponseMinutes)} />
            <Average label={t("resolution")} value={await duration(history.averageResolutionMinutes)} />
          </dl>
          <section>
            <h2 className="mb-2 font-semibold text-sm">{t("categories")}</h2>
            <ul className="flex flex-col gap-2 text-sm">
              {kinds.slice(0, MOST_BARS).map(({ label, count }) => (
                <li key={label}>
                  <span className="flex justify-between gap-3">
                    <span className="truncate">{label}</span>
                    <span className="text-fg-muted tabular-nums">{count}</span>
                  </span>
                  <svg
                    aria-hidden
                    viewBox="0 0 100 2"
                    preserveAspectRatio="none"
                    className="mt-1 block h-1 w-full"
                  >
                    <rect width="100" height="2" rx="1" className="fill-active" />
                    <rect width={(100 * count) / most} height="2" rx="1" className="fill-primary" />
                  </svg>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
      <details className="mt-4 text-sm">
        <summary className="hit-44 w-fit cursor-pointer text-fg-muted hover:text-fg">{t("table")}</summary>
        <div className="mt-3 grid items-start gap-8 sm:grid-cols-2">
          <Rows
            caption={t("months")}
            heads={[t("monthHead"), t("openedHead"), t("resolvedHead")]}
            rows={months.map((one) => [one.name, String(one.opened), String(one.resolved)])}
          />
          <Rows
            caption={t("categories")}
            heads={[t("categoryHead"), t("ticketsHead")]}
            rows={kinds.map(({ label, count }) => [label, String(count)])}
          />
        </div>
      </details>
    </details>
  );
}

function Key({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={`size-2 rounded-[2px] ${className}`} />
      {children}
    </span>
  );
}

function Average({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-fg-muted text-xs">{label}</dt>
      <dd className="font-semibold text-lg tabular-nums">{value}</dd>
    </div>
  );
}

function Rows({
  caption,
  heads,
  rows,
}: {
  caption: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  return (
    <table className="w-full">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b text-fg-muted text-xs">
          {heads.map((head, index) => (
            <th
              key={head}
              scope="col"
              className={`py-1.5 font-medium ${index === 0 ? "text-start" : "text-end"}`}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name = "", ...figures]) => (
          <tr key={name} className="border-b last:border-0">
            <th scope="row" className="py-1.5 text-start font-normal">
              {name}
            </th>
            {figures.map((figure, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name
              <td key={index} className="py-1.5 text-end tabular-nums">
                {figure}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "3 h 20 min", "2 d 4 h"; a dash where there was nothing. */
async function duration(minutes: number | null): Promise<string> {
  const t = await getTranslations("tickets.figures");
  if (minutes === null) return "–";
  if (minutes < HOUR) return t("minutes", { minutes });
  if (minutes < DAY) return t("hours", { hours: Math.floor(minutes / HOUR), minutes: minutes % HOUR });
  return t("days", { days: Math.floor(minutes / DAY), hours: Math.floor((minutes % DAY) / HOUR) });
}

function sentenceCase(slug: string): string {
  const words = slug.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
