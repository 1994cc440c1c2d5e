import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import { Phone, Video } from "@/components/ui/icons";
import type { CallSummary } from "@/lib/calls/types";
import { dateTimeFormat, formatRelative } from "@/lib/core/dates";
import { CallStatusBadge } from "./call-status";
import { clockTime } from "./call-time";
import { Excerpt } from "./excerpt";
import type { Reader } from "./reader";

/** The columns of a row, and of its skeleton. */
export const ROW_GRID =
  "grid grid-cols-[3.25rem_minmax(0,1fr)] items-center gap-x-4 gap-y-1 px-4 py-3 sm:min-h-16 " +
  "sm:grid-cols-[3.25rem_minmax(0,1fr)_9rem_9rem]";

/** The customer's calls, one link each, with the day as a leaf of a calendar. */
export async function CallList({
  calls,
  reader,
  label,
}: {
  calls: readonly CallSummary[];
  reader: Reader;
  label: string;
}) {
  return (
    <ul aria-label={label} className="divide-y">
      {calls.map((call) => (
        <CallRow key={call.id} call={call} reader={reader} />
      ))}
    </ul>
  );
}

async function CallRow({ call, reader }: { call: CallSummary; reader: Reader }) {
  const t = await getTranslations("call-pages");
  const { locale, timeZone, now } = reader;
  const starts = new Date(call.startsAt);
  const isAhead = call.status === "scheduled" && starts > now;
  const Icon = call.channel === "video" ? Video : Phone;
  return (
    <li>
      <Link
        href={`/portal/calls/${call.id}` as Route}
        prefetch={false}
        className={cx(ROW_GRID, "transition-colors hover:bg-hover focus-visible:-outline-offset-2")}
      >
        <DayLeaf at={starts} reader={reader} isDim={!isAhead} />
        <span className="min-w-0">
          <span className="block truncate font-medium text-base text-fg max-sm:line-clamp-2 max-sm:whitespace-normal">
            {call.purpose}
          </span>
          <span className="flex items-center gap-1.5 truncate text-fg-muted text-sm">
            <Icon aria-hidden />
            <span className="truncate">
              {call.agentName ? t("list.with", { name: call.agentName }) : t(`channel.${call.channel}`)}
            </span>
          </span>
          {call.excerpt && <Excerpt text={call.excerpt} className="mt-0.5 block text-fg-secondary text-sm" />}
        </span>
        <span className="text-fg-secondary text-sm tabular-nums max-sm:col-start-2">
          {clockTime(call.startsAt, reader)} – {clockTime(call.endsAt, reader)}
        </span>
        <span className="max-sm:col-start-2 sm:text-end">
          {isAhead ? (
            <span className="font-medium text-fg text-sm">
              {formatRelative(call.startsAt, now, locale, timeZone)}
            </span>
          ) : (
            <CallStatusBadge status={call.status} label={t(`status.${call.status}`)} />
          )}
        </span>
      </Link>
    </li>
  );
}

/** A day as a leaf of a calendar: the month above, the number below. */
function DayLeaf({ at, reader, isDim }: { at: Date; reader: Reader; isDim: boolean }) {
  const { locale, timeZone } = reader;
  const part = (options: Intl.DateTimeFormatOptions) =>
    dateTimeFormat(locale, { ...options, timeZone }).format(at);
  return (
    <time
      dateTime={at.toISOString()}
      className={cx(
        "flex flex-col items-center rounded-md border py-1 leading-tight max-sm:row-span-3 max-sm:self-start",
        isDim ? "text-fg-muted" : "text-fg",
      )}
    >
      <span className="text-xs">{part({ month: "short" })}</span>
      <span className="font-semibold text-lg tabular-nums">{part({ day: "numeric" })}</span>
      <span className="text-fg-muted text-xs">{part({ weekday: "short" })}</span>
    </time>
  );
}
