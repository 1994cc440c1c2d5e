import "server-only";
import { getTranslations } from "next-intl/server";
import { calendarDay, dateTimeFormat, formatDate } from "@/lib/core/dates";
import { fromLocal } from "@/lib/core/zoned";
import { computeSlots } from "./slots";
import type { AgentCalendar, WeekWindow } from "./types";

const DAYS = 10;
const DAY_MS = 86_400_000;

/** A week that is typed and not yet saved. */
export type WeekDraft = { validFrom: string; timeZone: string; windows: WeekWindow[] };
/** What a week makes of ten days, in words. */
export type SlotPreview = {
  hint: string;
  total: string;
  days: { day: string; name: string; count: string; times: string }[];
};

/**
 * What the week, exceptions and time off of an agent make of ten days, before anything is booked: the next ones, or
 * the first ones of a draft that begins later. A draft stands instead of the week that begins on its day.
 */
export async function previewSlots(
  calendar: AgentCalendar,
  draft: WeekDraft | null,
  { locale, now }: { locale: string; now: Date },
): Promise<SlotPreview> {
  const t = await getTranslations("call-desk.availability");
  const { agentId, timeZone } = calendar;
  const begins = draft && fromLocal(`${draft.validFrom}T00:00`, draft.timeZone);
  const isLater = begins !== null && begins > now;
  const from = isLater ? begins.getTime() : now.getTime();
  const weeks = draft
    ? [...calendar.weeks.filter(({ validFrom }) => validFrom !== draft.validFrom), draft]
    : calendar.weeks;
  const slots = computeSlots({
    weeks: weeks.map((week) => ({ ...week, agentId })),
    exceptions: calendar.exceptions.map((one) => ({ ...one, agentId })),
    absences: absencesOf(calendar),
    booked: [],
    // A week that is planned for later is looked at as it will be then.
    settings: isLater ? { ...calendar.settings, noticeMinutes: 0 } : calendar.settings,
    now: from,
    from,
    to: from + DAYS * DAY_MS,
  });
  const name = dateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  const time = dateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone });
  const zone = timeZone.replaceAll("_", " ");
  return {
    hint: isLater
      ? t("previewLater", { zone, date: formatDate(begins, locale, timeZone) })
      : t("previewHint", { zone }),
    total: t("total", { count: slots.length }),
    days: Array.from(
      Map.groupBy(slots, ({ start }) => calendarDay(new Date(start), timeZone)),
      ([day, ofDay]) => ({
        day,
        name: name.format(new Date(`${day}T12:00:00Z`)),
        count: t("slots", { count: ofDay.length }),
        times: ofDay.map(({ start }) => time.format(start).replace(/\s/g, "\u00a0")).join(" · "),
      }),
    ),
  };
}

function absencesOf({ agentId, timeOff, isAway, awayUntil }: AgentCalendar) {
  const away = { agentId, start: 0, end: awayUntil ? Date.parse(awayUntil) : Number.POSITIVE_INFINITY };
  return [
    ...timeOff.map(({ startsAt, endsAt }) => ({
      agentId,
      start: Date.parse(startsAt),
      end: Date.parse(endsAt),
    })),
    ...(isAway ? [away] : []),
  ];
}
