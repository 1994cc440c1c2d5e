import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { previewWeekAction, removeWeekAction, weekAction } from "@/lib/calls/desk-actions";
import type { AgentCalendar } from "@/lib/calls/types";
import { calendarDay, dateTimeFormat, formatDate } from "@/lib/core/dates";
import { timeZoneOptions } from "@/lib/core/zoned";
import { CommandForm } from "./command-form";
import type { Reader, Submitted } from "./reader";
import { commandTexts } from "./texts";
import { WindowFields } from "./window-fields";

/** The form's name in the document, for the preview beside it. */
export const WEEK_FORM = "availability-week";

/** What a day offers, unless it has more. */
const WINDOWS = 3;
/** A Monday. */
const SOME_MONDAY = Date.UTC(2026, 10, 23, 12);

/** The week that holds now, to be changed at once or from a later day on, and the weeks that are planned. */
export async function AvailabilityWeek({
  calendar,
  canChange,
  reader,
  submitted,
}: {
  calendar: AgentCalendar;
  canChange: boolean;
  reader: Reader;
  submitted: Submitted;
}) {
  const t = await getTranslations("call-desk.availability");
  const today = calendarDay(reader.now, calendar.timeZone);
  const current = calendar.weeks.findLast(({ validFrom }) => validFrom <= today) ?? calendar.weeks[0];
  const later = calendar.weeks.filter(({ validFrom }) => validFrom > (current?.validFrom ?? today));
  const [saved, preview] = [await submitted(weekAction), await submitted(previewWeekAction)];
  // Without script the page answers a preview or a refusal with what was typed.
  const typed =
    saved.status === "error" ? saved.values : preview.status === "error" ? preview.values : undefined;
  const shown = preview.status === "ok" ? preview.data.draft : current;
  const windowsOn = (weekday: number) =>
    (shown?.windows ?? []).filter((window) => window.weekday === weekday);
  const name = (weekday: number) =>
    dateTimeFormat(reader.locale, { weekday: "long", timeZone: "UTC" }).format(
      SOME_MONDAY + weekday * 86_400_000,
    );
  return (
    <Card title={t("week")}>
      <p className="mb-4 text-fg-muted text-sm">
        {current
          ? t("since", { date: formatDate(`${current.validFrom}T12:00:00Z`, reader.locale, "UTC") })
          : t("noWeek")}
      </p>
      <CommandForm
        key={`${current?.validFrom}:${current?.version}`}
        id={WEEK_FORM}
        action={weekAction}
        initial={saved}
        hidden={{ agentId: calendar.agentId }}
        fields={
          canChange
            ? [
                {
                  name: "validFrom",
                  label: t("validFrom"),
                  hint: t("validFromHint"),
                  type: "date",
                  value: typed?.validFrom ?? (shown && shown.validFrom > today ? shown.validFrom : today),
                  required: true,
                },
                {
                  name: "timeZone",
                  label: t("timeZone"),
                  type: "select",
                  value: typed?.timeZone ?? shown?.timeZone ?? calendar.timeZone,
                  options: timeZoneOptions(shown?.timeZone ?? calendar.timeZone),
                },
              ]
            : []
        }
        texts={{ ...(await commandTexts(t("save"), t("failed"))), saved: t("saved") }}
        readOnly={!canChange}
        aside={
          <a href="#slot-preview" className="text-primary-text text-sm hover:underline lg:hidden">
            {t("seePreview")}
          </a>
        }
      >
        <fieldset>
          <legend className="font-medium text-sm">{t("windows")}</legend>
          <p className="mb-2 text-fg-muted text-sm">{t("windowsHint")}</p>
          <ul className="divide-y">
            {[0, 1, 2, 3, 4, 5, 6].map((weekday) => (
              <li key={weekday} className="grid gap-2 py-2 sm:grid-cols-[7rem_minmax(0,1fr)] sm:items-center">
                <span className="text-base">{name(weekday)}</span>
                <WindowFields
                  weekday={weekday}
                  windows={windowsOn(weekday)}
                  count={Math.max(WINDOWS, windowsOn(weekday).length)}
                  isDisabled={!canChange}
                  typed={typed}
                  texts={{ from: t("from", { day: name(weekday) }), to: t("to", { day: name(weekday) }) }}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      </CommandForm>
      {later.length > 0 && (
        <ul className="mt-4 divide-y border-t">
          {later.map((week) => (
            <Later
              key={week.validFrom}
              calendar={calendar}
              week={week}
              canChange={canChange}
              reader={reader}
              submitted={submitted}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

async function Later({
  calendar,
  week,
  canChange,
  reader,
  submitted,
}: {
  calendar: AgentCalendar;
  week: AgentCalendar["weeks"][number];
  canChange: boolean;
  reader: Reader;
  submitted: Submitted;
}) {
  const t = await getTranslations("call-desk.availability");
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 py-2.5 text-sm">
      <span>
        {t("later", {
          date: formatDate(`${week.validFrom}T12:00:00Z`, reader.locale, "UTC"),
          count: week.windows.length,
        })}
      </span>
      {canChange && (
        <CommandForm
          action={removeWeekAction}
          initial={await submitted(removeWeekAction)}
          hidden={{ agentId: calendar.agentId, validFrom: week.validFrom }}
          variant="ghost"
          size="sm"
          texts={await commandTexts(t("remove"), t("failed"))}
        />
      )}
    </li>
  );
}
