import { getTranslations } from "next-intl/server";
import { dateTimeFormat } from "@/lib/core/dates";
import { type ChartMonth, formatBytes } from "@/lib/services/usage";

/** The chart in figures, newest month first. */
export async function UsageTable({
  months,
  thisMonth,
  locale,
  caption,
}: {
  months: readonly ChartMonth[];
  thisMonth: string;
  locale: string;
  caption: string;
}) {
  const t = await getTranslations("services.usage");
  const name = (month: string) =>
    dateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(month));
  const head = "h-8 px-2 text-end font-medium text-fg-muted text-xs last:pe-0";
  const cell = "h-8 px-2 text-end tabular-nums last:pe-0";
  return (
    <table className="mt-2 w-full border-collapse text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b">
          <th scope="col" className="h-8 text-start font-medium text-fg-muted text-xs">
            {t("month")}
          </th>
          <th scope="col" className={`${head} max-sm:hidden`}>
            {t("download")}
          </th>
          <th scope="col" className={`${head} max-sm:hidden`}>
            {t("upload")}
          </th>
          <th scope="col" className={head}>
            {t("total")}
          </th>
        </tr>
      </thead>
      <tbody>
        {months.toReversed().map(({ month, usage }) => (
          <tr key={month} className="border-b last:border-b-0">
            <th scope="row" className="text-start font-normal">
              {month === thisMonth ? t("soFar", { month: name(month) }) : name(month)}
            </th>
            {usage === null ? (
              <td colSpan={3} className={`${cell} text-fg-muted`}>
                {t("notMeasured")}
              </td>
            ) : (
              <>
                <td className={`${cell} max-sm:hidden`}>{formatBytes(usage.bytesDown, locale)}</td>
                <td className={`${cell} max-sm:hidden`}>{formatBytes(usage.bytesUp, locale)}</td>
                <td className={cell}>{formatBytes(usage.bytesDown + usage.bytesUp, locale)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
