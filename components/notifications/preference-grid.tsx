import { getTranslations } from "next-intl/server";
import { Checkbox } from "@/components/ui/checkbox";
import { Lock } from "@/components/ui/icons";
import type { Preferences } from "@/lib/notifications/preferences-types";
import { CHANNELS, type Channel } from "@/lib/notifications/types";
import type { Audience } from "@/lib/tickets/types";
import { AllOfIt } from "./all-of-it";
import { EventRows } from "./event-rows";
import { BOXES, Box, COLUMNS } from "./preference-box";

/** Groups of events by channels: a table where there is room, blocks with words beside each box on a phone. */
export async function PreferenceGrid({
  preferences,
  audience,
  hasPush,
}: {
  preferences: Preferences;
  audience: Audience;
  hasPush: boolean;
}) {
  const t = await getTranslations("preferences");
  const groupName = await getTranslations("notifications.group");
  const { isOffered, isVerified } = preferences.whatsapp;
  // A channel that leads nowhere is not offered, and saving leaves what was chosen for it.
  const isThere = { email: true, whatsapp: isOffered && isVerified, push: hasPush };
  const channels: Channel[] = CHANNELS.filter((channel) => isThere[channel]);
  return (
    <>
      <AllOfIt />
      <p className="max-w-[72ch] text-fg-muted text-sm">{t("events.intro")}</p>
      <Checkbox
        className="my-3"
        name="emailEnabled"
        defaultChecked={preferences.emailEnabled}
        label={t("events.allEmail")}
        hint={t("events.allEmailHint")}
      />
      {channels.map((channel) => (
        <input key={channel} type="hidden" name="channel" value={channel} />
      ))}
      <div aria-hidden className={`${COLUMNS} hidden border-b pb-2 font-medium text-fg-muted text-sm`}>
        <span />
        <span className="text-center">{t("channel.app")}</span>
        {channels.map((channel) => (
          <span key={channel} className="text-center">
            {t(`channel.${channel}`)}
          </span>
        ))}
      </div>
      {preferences.groups.map((group) => {
        const { key, locked, channels: chosen } = group;
        return (
          <div key={key} className="border-b py-3 last:border-b-0">
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend takes no place in a grid */}
            <div role="group" aria-labelledby={`group-${key}`} className={COLUMNS}>
              {!locked && <input type="hidden" name="group" value={key} />}
              <div className="mb-1 sm:mb-0">
                <p id={`group-${key}`} className="flex items-center gap-1.5 font-medium text-base">
                  {groupName(key)}
                  {locked && (
                    <span className="inline-flex items-center gap-1 font-normal text-fg-muted text-sm">
                      <Lock aria-hidden className="size-3.5" />
                      {t("events.locked")}
                    </span>
                  )}
                </p>
                <p className="text-fg-muted text-sm">{t(`events.hint.${audience}.${key}` as never)}</p>
              </div>
              <div className={BOXES}>
                <Box label={t("channel.app")} isOn disabled />
                {channels.map((channel) => {
                  const value = `${key}.${channel}`;
                  return (
                    <div key={channel} className="contents">
                      {chosen[channel] && <input type="hidden" name="groupWas" value={value} />}
                      <Box
                        name="groupOn"
                        value={value}
                        label={t(`channel.${channel}`)}
                        isOn={chosen[channel]}
                        disabled={locked}
                        data-all={value}
                      />
                    </div>
                  );
                })}
              </div>
            </div>
            <EventRows group={group} channels={channels} />
          </div>
        );
      })}
    </>
  );
}
