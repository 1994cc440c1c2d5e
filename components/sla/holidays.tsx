import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { calendarDay, dateTimeFormat } from "@/lib/core/dates";
import type { SlaSettings } from "@/lib/sla/types";
import { CalendarImport } from "./calendar-import";
import type { EditorTexts } from "./editor-form";
import { AddHoliday, RemoveHoliday } from "./holiday-forms";
import { importTexts } from "./texts";

type Holiday = SlaSettings["holidays"][number];
type Reader = { locale: string; now: Date; canChange: boolean };

/** The days on which the desk is closed, and two ways to add some. */
export async function Holidays({
  settings: { holidays, timeZone },
  reader,
  editor: { apply, applyHint },
}: {
  settings: SlaSettings;
  reader: Reader;
  editor: EditorTexts;
}) {
  const t = await getTranslations("sla.holidays");
  const [heading, words] = await Promise.all([
    getTranslations("sla.import"),
    importTexts({ apply, applyHint }),
  ]);
  const today = calendarDay(reader.now, timeZone);
  const coming = holidays.filter(({ day }) => day >= today);
  const past = holidays.filter(({ day }) => day < today).toReversed();
  return (
    <Card title={t("title")}>
      <p className="mb-3 text-fg-muted text-sm">{t("hint")}</p>
      {holidays.length === 0 && <p className="mb-3 text-fg-secondary text-sm">{t("empty")}</p>}
      <List days={coming} reader={reader} />
      {past.length > 0 && (
        <details className="mt-2">
          <summary className="cursor-pointer text-fg-muted text-sm">
            {t("past", { count: past.length })}
          </summary>
          <List days={past} reader={reader} />
        </details>
      )}
      {reader.canChange && (
        <div className="mt-4 flex flex-col gap-4 border-t pt-4">
          <AddHoliday
            texts={{
              day: t("day"),
              name: t("name"),
              add: t("add"),
              added: t("added"),
              apply,
              applyHint,
            }}
          />
          <details className="border-t pt-4">
            <summary className="mb-3 cursor-pointer font-medium text-sm">{heading("title")}</summary>
            <CalendarImport known={holidays} locale={reader.locale} texts={words} />
          </details>
        </div>
      )}
    </Card>
  );
}

async function List({ days, reader: { locale, canChange } }: { days: readonly Holiday[]; reader: Reader }) {
  const t = await getTranslations("sla.holidays");
  const format = dateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return (
    <ul className="divide-y">
      {days.map(({ day, name }) => (
        <li key={day} className="flex min-h-11 items-center gap-3 text-sm">
          <span className="flex min-w-0 flex-1 flex-wrap gap-x-3">
            <time dateTime={day} className="w-36 shrink-0 text-fg-muted tabular-nums">
              {format.format(new Date(day))}
            </time>
            <span className="min-w-0">{name}</span>
          </span>
          {canChange && (
            <RemoveHoliday day={day} texts={{ remove: t("remove", { name }), removed: t("removed") }} />
          )}
        </li>
      ))}
    </ul>
  );
}
