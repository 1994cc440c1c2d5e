import { dateTimeFormat } from "@/lib/core/dates";
import type { Reader } from "./reader";

type Shown = Pick<Reader, "locale" | "timeZone">;

/** "Tuesday 24 November, 10:00 – 10:30" */
export function callTime(
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
  { locale, timeZone }: Shown,
): string {
  const day = dateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone });
  const time = dateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone });
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  return `${day.format(start)}, ${time.formatRange(start, end)}`;
}

/** "10:00" */
export function clockTime(at: string, { locale, timeZone }: Shown): string {
  return dateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone }).format(new Date(at));
}
