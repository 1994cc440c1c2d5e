import type { Route } from "next";
import Form from "next/form";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import { ChevronLeft } from "@/components/ui/control-icons";
import { cx } from "@/components/ui/cx";
import { ChevronRight } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { type BookingAddress, bookingQuery } from "@/lib/calls/booking-address";
import type { ShownSlot } from "@/lib/calls/detail";
import { addMonths, byDayPart, monthGrid } from "@/lib/calls/month";
import { calendarDay, dateTimeFormat } from "@/lib/core/dates";
import { timeZoneOptions } from "@/lib/core/zoned";
import { DateGrid } from "./date-grid";

// A table that is walked by arrow keys is a grid (ARIA practices), which the linter does not know of tables.
const GRID = { role: "grid" };
const cell = (isSelected: boolean) => ({ role: "gridcell", "aria-selected": isSelected });

type Props = {
  /** The page that this is on; the address says the rest. */
  path: string;
  address: BookingAddress;
  month: string;
  day: string | null;
  slots: readonly ShownSlot[];
  locale: string;
  timeZone: string;
  /** How far months can be turned. */
  lastMonth: string;
  now: Date;
};

/** A month with the days that have free times, and the times of a day, morning to evening: links, all of them. */
export async function SlotPicker(props: Props) {
  const { slots, day } = props;
  return (
    <div className="grid gap-6 md:grid-cols-[minmax(0,22rem)_minmax(0,1fr)] md:gap-8">
      <div>
        <Month {...props} />
        <ZoneChoice {...props} />
      </div>
      <Times {...props} slots={day ? slots.filter((slot) => slot.day === day) : []} />
    </div>
  );
}

async function Month({ path, address, month, day, slots, locale, timeZone, lastMonth, now }: Props) {
  const t = await getTranslations("call-pages.picker");
  const today = calendarDay(now, timeZone);
  const free = new Map<string, number>();
  for (const slot of slots) free.set(slot.day, (free.get(slot.day) ?? 0) + 1);
  const named = (options: Intl.DateTimeFormatOptions, at: string) =>
    dateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(`${at}T12:00:00Z`));
  const href = (change: Partial<BookingAddress>) => `${path}${bookingQuery(address, change)}` as Route;
  const weeks = monthGrid(month);
  const turn = (to: string, isThere: boolean, label: string, earlier: boolean) => {
    const icon = earlier ? <ChevronLeft aria-hidden /> : <ChevronRight aria-hidden />;
    return isThere ? (
      <LinkButton
        href={href({ month: to, day: null })}
        variant="ghost"
        label={label}
        icon={icon}
        scroll={false}
        {...{ [earlier ? "data-earlier" : "data-later"]: "" }}
      />
    ) : (
      <span className="size-8 touch:size-11" />
    );
  };
  return (
    <DateGrid>
      <div className="flex items-center justify-between">
        {turn(addMonths(month, -1), month > today.slice(0, 7), t("earlierMonth"), true)}
        <h2 id="call-month" className="font-semibold text-base" aria-live="polite">
          {named({ month: "long", year: "numeric" }, `${month}-01`)}
        </h2>
        {turn(addMonths(month, 1), month < lastMonth, t("laterMonth"), false)}
      </div>
      <table
        {...GRID}
        aria-labelledby="call-month"
        className="mt-2 w-full table-fixed border-separate border-spacing-1"
      >
        <thead>
          <tr>
            {weeks[0]?.map(({ day: one }) => (
              <th
                key={one}
                scope="col"
                abbr={named({ weekday: "long" }, one)}
                className="pb-1 font-medium text-fg-muted text-xs"
              >
                {named({ weekday: "short" }, one)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.day}>
              {week.map(({ day: one, isOutside }) => {
                const count = isOutside ? 0 : (free.get(one) ?? 0);
                const number = Number(one.slice(8));
                const label = t("day", {
                  day: named({ weekday: "long", day: "numeric", month: "long" }, one),
                  count,
                });
                const box =
                  "flex h-10 w-full items-center justify-center rounded-md text-sm tabular-nums touch:h-11";
                return (
                  <td key={one} {...cell(one === day)} className="p-0">
                    {count > 0 ? (
                      <Link
                        href={href({ day: one, month: one.slice(0, 7), at: null })}
                        prefetch={false}
                        scroll={false}
                        aria-label={label}
                        aria-current={one === today ? "date" : undefined}
                        data-day={one}
                        data-selected={one === day}
                        className={cx(
                          box,
                          "border font-medium transition-colors",
                          one === day
                            ? "border-transparent bg-primary text-primary-contrast"
                            : "border-line-strong bg-paper text-fg hover:border-primary hover:bg-hover",
                        )}
                      >
                        {number}
                      </Link>
                    ) : (
                      <span
                        data-day={one}
                        aria-current={one === today ? "date" : undefined}
                        className={cx(box, isOutside ? "text-fg-muted text-xs" : "text-fg-muted")}
                      >
                        <span aria-hidden>{number}</span>
                        <span className="sr-only">{label}</span>
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </DateGrid>
  );
}

async function Times({ path, address, day, slots, locale }: Props) {
  const t = await getTranslations("call-pages.picker");
  if (!day) {
    return (
      <p className="self-start rounded-lg border border-dashed px-4 py-6 text-fg-muted text-sm">
        {t("chooseDay")}
      </p>
    );
  }
  const title = dateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(new Date(`${day}T12:00:00Z`));
  return (
    <section aria-labelledby="call-times">
      <h2 id="call-times" className="font-semibold text-base">
        {title}
      </h2>
      <p role="status" className="text-fg-muted text-sm">
        {t("count", { count: slots.length })}
      </p>
      {byDayPart(slots).map(([part, times]) => (
        <div key={part} className="mt-4">
          <h3 className="font-medium text-fg-secondary text-sm">{t(`part.${part}`)}</h3>
          <ul className="mt-2 grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-2">
            {times.map((slot) => (
              <li key={slot.startsAt}>
                <Link
                  href={`${path}${bookingQuery(address, { day, at: slot.startsAt })}` as Route}
                  prefetch={false}
                  scroll={false}
                  aria-current={isSame(address.at, slot.startsAt) ? "true" : undefined}
                  className={buttonStyle({ className: "w-full tabular-nums aria-[current]:border-primary" })}
                >
                  {dateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC" }).format(
                    new Date(`${slot.day}T${slot.time}:00Z`),
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

async function ZoneChoice({ path, address, timeZone, now, locale }: Props) {
  const t = await getTranslations("call-pages.picker");
  const offset = dateTimeFormat(locale, { timeZoneName: "shortOffset", timeZone })
    .formatToParts(now)
    .find(({ type }) => type === "timeZoneName")?.value;
  const shown = t("zone", { zone: timeZone.replaceAll("_", " "), offset: offset ?? "" });
  if (!address.zones) {
    return (
      <p className="mt-3 text-fg-muted text-sm">
        {shown}{" "}
        <Link
          href={`${path}${bookingQuery(address, { zones: true })}` as Route}
          prefetch={false}
          scroll={false}
          className="hit-44 text-primary-text underline"
        >
          {t("changeZone")}
        </Link>
      </p>
    );
  }
  return (
    <Form action={path as Route} scroll={false} className="mt-3 flex flex-wrap items-end gap-2">
      {Object.entries(address).map(
        ([name, value]) =>
          typeof value === "string" &&
          !["zone", "day", "at"].includes(name) && (
            <input key={name} type="hidden" name={name} value={value} />
          ),
      )}
      <div className="min-w-0 flex-1 text-sm">
        <label htmlFor="call-zone" className="mb-1.5 block font-medium">
          {t("zoneLabel")}
        </label>
        <Select id="call-zone" name="zone" defaultValue={timeZone} options={timeZoneOptions(timeZone)} />
      </div>
      <Button type="submit">{t("showZone")}</Button>
    </Form>
  );
}

function isSame(one: string | null, other: string): boolean {
  return one !== null && Date.parse(one) === Date.parse(other);
}
