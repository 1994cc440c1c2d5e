import { getTranslations } from "next-intl/server";
import { Checkbox } from "@/components/ui/checkbox";
import { Lock } from "@/components/ui/icons";
import type { Preferences } from "@/lib/notifications/preferences-types";
import { CHANNELS, type Channel } from "@/lib/notifications/types";
import type { Audience } from "@/lib/tickets/types";

/** The kinds take what room there is, the boxes as much as their heads need. */
const COLUMNS =
  "sm:grid sm:auto-cols-[5.5rem] sm:grid-flow-col sm:grid-cols-[minmax(0,1fr)] sm:items-center sm:gap-x-2";
const CELL = "flex items-center sm:justify-center";

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
      {preferences.groups.map(({ key, locked, channels: chosen }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend takes no place in a grid
        <div
          key={key}
          role="group"
          aria-labelledby={`group-${key}`}
          className={`${COLUMNS} border-b py-3 last:border-b-0`}
        >
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
          <div className="grid grid-cols-2 gap-x-2 min-[22rem]:grid-cols-3 sm:contents">
            <Box label={t("channel.app")} isOn disabled />
            {channels.map((channel) => (
              <Box
                key={channel}
                name="on"
                value={`${key}.${channel}`}
                label={t(`channel.${channel}`)}
                isOn={chosen[channel]}
                disabled={locked}
              />
            ))}
          </div>
        </div>
      ))}
    </>
  );
}

function Box({
  label,
  isOn,
  ...rest
}: {
  label: string;
  isOn: boolean;
  name?: string;
  value?: string;
  disabled?: boolean;
}) {
  return (
    <div className={CELL}>
      <Checkbox
        defaultChecked={isOn}
        label={<span className="sm:sr-only">{label}</span>}
        className="w-full sm:w-auto sm:justify-center sm:p-2 touch:min-h-11"
        {...rest}
      />
    </div>
  );
}
