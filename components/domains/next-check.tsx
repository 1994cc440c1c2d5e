"use client";

import { useSyncExternalStore } from "react";
import { RelativeTime } from "@/components/ui/relative-time";

const LOOK_MS = 5_000;

function everyFewSeconds(tick: () => void) {
  const timer = setInterval(tick, LOOK_MS);
  return () => clearInterval(timer);
}

/** "in 4 minutes", and from then on `dueLabel` until the page hears what was found. */
export function NextCheck({
  at,
  wasDue,
  dueLabel,
  locale,
  timeZone,
}: {
  /** ISO 8601. */
  at: string;
  /** Whether it was due when the page was made. */
  wasDue: boolean;
  dueLabel: string;
  locale: string;
  timeZone: string;
}) {
  const isDue = () => Date.parse(at) <= Date.now();
  return useSyncExternalStore(everyFewSeconds, isDue, () => wasDue) ? (
    dueLabel
  ) : (
    <RelativeTime at={at} locale={locale} timeZone={timeZone} />
  );
}
