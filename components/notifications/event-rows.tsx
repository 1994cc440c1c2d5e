import { getTranslations } from "next-intl/server";
import { ChevronRight, Lock } from "@/components/ui/icons";
import type { Preferences } from "@/lib/notifications/preferences-types";
import type { Channel } from "@/lib/notifications/types";
import { BOXES, Box, COLUMNS } from "./preference-box";

type Group = Preferences["groups"][number];

/** The events of a group one by one, out of the way until somebody wants them. Open where they differ. */
export async function EventRows({ group, channels }: { group: Group; channels: readonly Channel[] }) {
  const t = await getTranslations("preferences");
  const groupName = await getTranslations("notifications.group");
  const { key, events } = group;
  // One event is what the row of its group says.
  if (events.length < 2) return null;
  const isMixed = channels.some(
    (channel) => new Set(events.filter(({ locked }) => !locked).map((one) => one.channels[channel])).size > 1,
  );
  return (
    <details open={isMixed} className="group mt-1">
      <summary
        aria-label={t("events.oneFor", { group: groupName(key) })}
        className="inline-flex min-h-7 cursor-pointer list-none items-center gap-1 rounded-sm text-primary-text text-sm touch:min-h-11 [&::-webkit-details-marker]:hidden"
      >
        <ChevronRight
          aria-hidden
          className="size-3.5 transition-transform group-open:rotate-90 motion-reduce:transition-none"
        />
        {t("events.one")}
      </summary>
      <div className="mt-1 flex flex-col gap-3 border-s ps-3 sm:gap-0">
        {events.map(({ key: event, locked, channels: chosen }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend takes no place in a grid
          <div key={event} role="group" aria-labelledby={`event-${event}`} className={COLUMNS}>
            {!locked && <input type="hidden" name="event" value={event} />}
            <p id={`event-${event}`} className="flex flex-wrap items-center gap-x-1.5 text-sm">
              {t.has(`event.${event}` as never) ? t(`event.${event}` as never) : t("events.other")}
              {locked && (
                <span className="inline-flex items-center gap-1 text-fg-muted">
                  <Lock aria-hidden className="size-3.5" />
                  {t("events.locked")}
                </span>
              )}
            </p>
            <div className={BOXES}>
              <span aria-hidden className="hidden sm:block" />
              {channels.map((channel) => {
                const value = `${event}.${channel}`;
                return locked ? (
                  <Box key={channel} label={t(`channel.${channel}`)} isOn={chosen[channel]} disabled />
                ) : (
                  <div key={channel} className="contents">
                    {chosen[channel] && <input type="hidden" name="eventWas" value={value} />}
                    <Box
                      name="eventOn"
                      value={value}
                      label={t(`channel.${channel}`)}
                      isOn={chosen[channel]}
                      data-part={`${key}.${channel}`}
                    />
                  </div>
                );
              })}
            </div>
          </div>
        ))}
      </div>
    </details>
  );
}
