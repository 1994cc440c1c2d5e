import { calendarDay, daysBetween, formatDate } from "@/lib/core/dates";
import type { Notification } from "./types";

export type NotificationDay = { day: string; items: Notification[] };

/** Notifications in runs of one calendar day ("2026-11-21") of the reader's zone, in the order that they come in. */
export function byDay(notifications: readonly Notification[], timeZone: string): NotificationDay[] {
  const days: NotificationDay[] = [];
  for (const notification of notifications) {
    const day = calendarDay(notification.createdAt, timeZone);
    let last = days.at(-1);
    if (last?.day !== day) {
      last = { day, items: [] };
      days.push(last);
    }
    last.items.push(notification);
  }
  return days;
}

/** "Today", "Yesterday", or the date. */
export function dayName(
  day: string,
  locale: string,
  timeZone: string,
  words: Record<"today" | "yesterday", string>,
  now = new Date(),
): string {
  const noon = `${day}T12:00:00Z`;
  const ago = daysBetween(noon, `${calendarDay(now, timeZone)}T12:00:00Z`, "UTC");
  if (ago === 0) return words.today;
  return ago === 1 ? words.yesterday : formatDate(noon, locale, "UTC");
}
