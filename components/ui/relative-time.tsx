"use client";
"use no memo";

import { useSyncExternalStore } from "react";
import { formatDateTime, formatRelative } from "@/lib/core/dates";

const MINUTE_MS = 60_000;

/** One clock for all times on the page. */
function everyMinute(tick: () => void) {
  const timer = setInterval(tick, MINUTE_MS);
  return () => clearInterval(timer);
}

/** The same value within a minute, so that a render never chases the clock. */
function thisMinute() {
  return Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
}

/** "2 hours ago", kept true while the page stays open; the exact time as its tooltip. Dates a week away are written out. */
export function RelativeTime({
  at,
  locale,
  timeZone,
  className,
}: {
  /** ISO 8601, or a Date. */
  at: string | Date;
  locale: string;
  timeZone: string;
  className?: string;
}) {
  const minute = useSyncExternalStore(everyMinute, thisMinute, thisMinute);
  const date = new Date(at);
  const now = new Date(Math.max(minute, Math.min(date.getTime(), minute + MINUTE_MS)));
  const exact = formatDateTime(date, locale, timeZone);
  return (
    // The server may have rendered a minute ago; its words stand until the next tick.
    <time dateTime={date.toISOString()} title={exact} className={className} suppressHydrationWarning>
      {formatRelative(date, now, locale, timeZone)}
    </time>
  );
}
