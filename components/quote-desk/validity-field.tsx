"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { calendarDay, formatDate } from "@/lib/core/dates";

export type ValidityFieldTexts = Record<"label" | "usual" | "until" | "days", string>;

const DAY_MS = 86_400_000;
const CHOICES = [7, 14, 30] as const;

/** The last day of the offer, which ends with it in the customer's zone. Empty leaves it to the settings. */
export function ValidityField({
  value,
  timeZone,
  locale,
  texts,
  onChange,
}: {
  /** "2026-12-24", or empty. */
  value: string;
  timeZone: string;
  locale: string;
  texts: ValidityFieldTexts;
  onChange: (day: string) => void;
}) {
  // The server's today may be another day than the customer's; it only bounds what can be chosen.
  const [today, setToday] = useState<string | null>(null);
  useEffect(() => setToday(calendarDay(new Date(), timeZone)), [timeZone]);
  const later = (days: number) =>
    new Date(Date.parse(today ?? "") + days * DAY_MS).toISOString().slice(0, 10);
  const zone = timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  return (
    <Field
      name="validUntil"
      label={texts.label}
      hint={
        value
          ? texts.until
              .replace("{day}", formatDate(`${value}T12:00:00Z`, locale, "UTC"))
              .replace("{zone}", zone)
          : texts.usual
      }
    >
      {(control) => (
        <div className="flex flex-wrap items-center gap-1.5">
          <Input
            {...control}
            type="date"
            controlSize="sm"
            className="w-38!"
            min={today ?? undefined}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          {today &&
            CHOICES.map((days) => (
              <Button key={days} size="sm" variant="ghost" onClick={() => onChange(later(days))}>
                {texts.days.replace("{count}", String(days))}
              </Button>
            ))}
        </div>
      )}
    </Field>
  );
}
