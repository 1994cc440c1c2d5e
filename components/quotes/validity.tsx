"use client";
"use no memo";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { formatDateTime } from "@/lib/core/dates";
import { type Validity as Left, nextChange, validityLeft } from "@/lib/quotes/validity";

/** "valid {count} more days", by the plural category of the count. */
export type ValidityTexts = { over: string } & Record<
  Exclude<Left["unit"], "over">,
  { one: string; other: string }
>;

/** A browser's timer holds at most 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * How long a quote is still valid, counting down while the page is open. When it has run out, the page is
 * read again with `refreshes`: what can be done with the quote is another matter then.
 */
export function Validity({
  validUntil,
  now,
  locale,
  timeZone,
  texts,
  refreshes = false,
  className,
}: {
  validUntil: string;
  /** The server's clock at the time of rendering: whose watch is wrong sees the truth nevertheless. */
  now: string;
  locale: string;
  timeZone: string;
  texts: ValidityTexts;
  refreshes?: boolean;
  className?: string;
}) {
  const router = useRouter();
  const [clock, setClock] = useState(() => new Date(now));
  const left = validityLeft(validUntil, clock, timeZone);
  const lapse = useEffectEvent(() => {
    if (refreshes) router.refresh();
  });

  useEffect(() => {
    const ahead = Date.parse(now) - Date.now();
    const read = () => new Date(Date.now() + ahead);
    let timer: number | undefined;
    const tick = () => {
      const moment = read();
      setClock(moment);
      const wait = nextChange(validUntil, moment);
      if (Number.isFinite(wait)) timer = window.setTimeout(tick, Math.min(wait + 1, LONGEST_TIMER_MS));
      else if (Date.parse(now) < Date.parse(validUntil)) lapse();
    };
    tick();
    return () => window.clearTimeout(timer);
  }, [validUntil, now]);

  return (
    <time
      dateTime={validUntil}
      title={formatDateTime(validUntil, locale, timeZone)}
      className={className}
      suppressHydrationWarning
    >
      {inWords(left, texts, locale)}
    </time>
  );
}

function inWords({ unit, count }: Left, texts: ValidityTexts, locale: string): string {
  if (unit === "over") return texts.over;
  const form = new Intl.PluralRules(locale).select(count) === "one" ? "one" : "other";
  return texts[unit][form].replace("{count}", String(count));
}
