import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { computeSlots } from "@/lib/calls/slots";
import type { AgentCalendar } from "@/lib/calls/types";
import { calendarDay, dateTimeFormat } from "@/lib/core/dates";
import { clockTime } from "./call-time";
import type { Reader } from "./reader";

const DAYS_MS = 10 * 86_400_000;

/** What the week, exceptions and time off make of the next days, before anything is booked. */
export async function AvailabilityPreview({ calendar, reader }: { calendar: AgentCalendar; reader: Reader }) {
  const t = await getTranslations("call-desk.availability");
  const { agentId, settings, timeZone } = calendar;
  const now = reader.now.getTime();
  const slots = computeSlots({
    weeks: calendar.weeks.map((week) => ({ ...week, agentId })),
    exceptions: calendar.exceptions.map((one) => ({ ...one, agentId })),
    absences: [
      ...calendar.timeOff.map(({ startsAt, endsAt }) => ({
        agentId,
        start: Date.parse(startsAt),
        end: Date.parse(endsAt),
      })),
      ...(calendar.isAway
        ? [
            {
              agentId,
              start: 0,
              end: calendar.awayUntil ? Date.parse(calendar.awayUntil) : Number.POSITIVE_INFINITY,
            },
          ]
        : []),
    ],
    booked: [],
    settings,
    now,
    from: now,
    to: now + DAYS_MS,
  });
  const days = Map.groupBy(slots, ({ start }) => calendarDay(new Date(start), timeZone));
  return (
    <Card title={t("preview")}>
      <p className="mb-3 text-fg-muted text-sm">
        {t("previewHint", { zone: timeZone.replaceAll("_", " ") })}
      </p>
      {days.size === 0 && <p className="text-sm">{t("noSlots")}</p>}
      <dl className="flex flex-col gap-3 text-sm">
        {Array.from(days, ([day, ofDay]) => (
          <div key={day}>
            <dt className="font-medium">
              {dateTimeFormat(reader.locale, {
                weekday: "short",
                day: "numeric",
                month: "short",
                timeZone: "UTC",
              }).format(new Date(`${day}T12:00:00Z`))}
              <span className="ms-2 font-normal text-fg-muted">{t("slots", { count: ofDay.length })}</span>
            </dt>
            <dd className="text-fg-secondary tabular-nums">
              {ofDay
                .map(({ start }) => clockTime(new Date(start).toISOString(), { ...reader, timeZone }))
                .join(" · ")}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
