import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import { Phone, Video } from "@/components/ui/icons";
import type { CallSummary } from "@/lib/calls/types";
import { nowLine, type PlacedCall, type Week } from "@/lib/calls/week";
import { calendarDay, dateTimeFormat } from "@/lib/core/dates";
import { CallStatusBadge } from "./call-status";
import { clockTime } from "./call-time";
import type { Reader } from "./reader";

/** A call of half an hour holds two lines. */
const HOUR_HEIGHT_REM = 4.5;

/** A week of calls: columns of days on a wide screen, a list on a phone. */
export async function WeekCalendar({ week, reader }: { week: Week; reader: Reader }) {
  const t = await getTranslations("call-desk.week");
  return (
    <>
      <Columns week={week} reader={reader} label={t("label")} />
      <List week={week} reader={reader} label={t("label")} none={t("none")} />
    </>
  );
}

async function Columns({ week, reader, label }: { week: Week; reader: Reader; label: string }) {
  const t = await getTranslations("call-desk.week");
  const { locale, timeZone, now } = reader;
  const hours = Array.from({ length: week.lastHour - week.firstHour }, (_, index) => week.firstHour + index);
  const line = nowLine(week, now, timeZone);
  const today = calendarDay(now, timeZone);
  const height = `${hours.length * HOUR_HEIGHT_REM}rem`;
  return (
    <section
      aria-label={label}
      className="overflow-hidden rounded-lg border bg-paper max-lg:hidden"
      data-roving=""
    >
      <div className="grid grid-cols-[4.25rem_repeat(7,minmax(0,1fr))] border-b">
        <span />
        {week.days.map(({ day }) => (
          <h2
            key={day}
            className={cx(
              "border-s px-2 py-2 text-sm",
              day === today ? "font-semibold text-primary-text" : "font-medium text-fg-secondary",
            )}
          >
            {dayName(day, locale, { weekday: "short", day: "numeric", month: "short" })}
          </h2>
        ))}
      </div>
      <div className="grid grid-cols-[4.25rem_repeat(7,minmax(0,1fr))]" style={{ height }}>
        <div aria-hidden className="relative">
          {hours.slice(1).map((hour, index) => (
            <span
              key={hour}
              className="absolute end-2 -translate-y-1/2 whitespace-nowrap text-fg-muted text-xs tabular-nums"
              style={{ top: `${(100 * (index + 1)) / hours.length}%` }}
            >
              {fullHour(hour, locale)}
            </span>
          ))}
        </div>
        {week.days.map(({ day, calls }) => (
          <div key={day} className={cx("relative border-s", day === today && "bg-primary-light/40")}>
            {hours.slice(1).map((hour, index) => (
              <span
                key={hour}
                aria-hidden
                className="absolute inset-x-0 border-t border-line/60"
                style={{ top: `${(100 * (index + 1)) / hours.length}%` }}
              />
            ))}
            {line?.day === day && (
              <span
                className="pointer-events-none absolute inset-x-0 z-10 border-error border-t-2"
                style={{ top: `${line.top}%` }}
              >
                <span className="sr-only">{t("now", { time: clockTime(now.toISOString(), reader) })}</span>
              </span>
            )}
            <ul>
              {calls.map((placed) => (
                <Block key={placed.call.id} placed={placed} reader={reader} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function Block({
  placed: { call, top, height, lane, lanes },
  reader,
}: {
  placed: PlacedCall;
  reader: Reader;
}) {
  return (
    <li
      className="absolute p-px"
      style={{
        top: `${top}%`,
        height: `${height}%`,
        insetInlineStart: `${(100 * lane) / lanes}%`,
        width: `${100 / lanes}%`,
      }}
    >
      <Link
        href={`/admin/calls/${call.id}` as Route}
        prefetch={false}
        title={`${clockTime(call.startsAt, reader)} ${call.customerName ?? ""}: ${call.purpose}`}
        className={cx(
          "block h-full overflow-hidden rounded-sm border-s-2 px-1.5 py-0.5 text-xs leading-tight transition-colors focus-visible:-outline-offset-2",
          call.status === "scheduled"
            ? "border-primary bg-primary-light text-fg hover:bg-active"
            : "border-line-strong bg-active text-fg-secondary hover:bg-hover",
        )}
      >
        <span className="block truncate font-medium">
          <span className="tabular-nums">{clockTime(call.startsAt, reader)}</span> {call.customerName}
        </span>
        <span className="block truncate text-fg-secondary">
          {call.agentName ? `${call.agentName} · ` : ""}
          {call.purpose}
        </span>
      </Link>
    </li>
  );
}

function List({ week, reader, label, none }: { week: Week; reader: Reader; label: string; none: string }) {
  const days = week.days.filter(({ calls }) => calls.length > 0);
  return (
    <section aria-label={label} className="lg:hidden">
      {days.length === 0 && (
        <p className="rounded-lg border px-4 py-8 text-center text-fg-muted text-sm">{none}</p>
      )}
      {days.map(({ day, calls }) => (
        <div key={day} className="mb-5">
          <h2 className="mb-2 font-semibold text-sm">
            {dayName(day, reader.locale, { weekday: "long", day: "numeric", month: "long" })}
          </h2>
          <ul className="divide-y overflow-hidden rounded-lg border bg-paper">
            {calls.map(({ call }) => (
              <Row key={call.id} call={call} reader={reader} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

async function Row({ call, reader }: { call: CallSummary; reader: Reader }) {
  const t = await getTranslations("call-pages");
  const Icon = call.channel === "video" ? Video : Phone;
  return (
    <li>
      <Link
        href={`/admin/calls/${call.id}` as Route}
        prefetch={false}
        className="grid grid-cols-[4.5rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="font-medium text-sm tabular-nums">{clockTime(call.startsAt, reader)}</span>
        <span className="min-w-0">
          <span className="block truncate font-medium text-base">{call.customerName}</span>
          <span className="flex items-center gap-1.5 text-fg-muted text-sm">
            <Icon aria-hidden />
            <span className="truncate">{[call.agentName, call.purpose].filter(Boolean).join(" · ")}</span>
          </span>
        </span>
        {call.status !== "scheduled" && (
          <CallStatusBadge status={call.status} label={t(`status.${call.status}`)} />
        )}
      </Link>
    </li>
  );
}

function dayName(day: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return dateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`));
}

/** "09:00", or "09:00 AM": as the times of the calls are written. */
function fullHour(hour: number, locale: string): string {
  const clock = dateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
  return clock.format(Date.UTC(2026, 0, 1, hour));
}
