import { getTranslations } from "next-intl/server";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type ActionState, typed } from "@/lib/core/action-state";
import { dateTimeFormat } from "@/lib/core/dates";
import { DIGESTS, type Preferences } from "@/lib/notifications/preferences-types";

/** A Monday, for the names of days. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAY = 86_400_000;

/** Quiet hours and the summary of e-mails, by the person's own clock. */
export async function ReachHours({
  preferences,
  saved,
  locale,
}: {
  preferences: Preferences;
  saved: ActionState<Preferences>;
  locale: string;
}) {
  const t = await getTranslations("preferences.hours");
  const { quietHours, digest, digestHour, digestDay, timeZone } = preferences;
  // What was typed and not saved stays, also without script.
  const value = (name: string, known: string) => typed(saved, name) ?? known;
  const names = (options: Intl.DateTimeFormatOptions) =>
    dateTimeFormat(locale, { ...options, timeZone: "UTC" });
  const hours = names({ hour: "2-digit", minute: "2-digit" });
  const days = names({ weekday: "long" });
  const times = { from: quietHours?.from ?? "22:00", to: quietHours?.to ?? "07:00" };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-fg-muted text-sm">{t("zone", { zone: timeZone.replaceAll("_", " ") })}</p>
      <div className="flex flex-col gap-3">
        <Checkbox
          name="quiet"
          defaultChecked={quietHours !== null}
          label={t("quiet")}
          hint={t("quietHint")}
        />
        <div className="grid max-w-sm grid-cols-2 gap-4 sm:ps-6">
          <Field id="quiet-from" name="quietFrom" label={t("from")}>
            {(control) => <Input {...control} type="time" defaultValue={value("quietFrom", times.from)} />}
          </Field>
          <Field id="quiet-to" name="quietTo" label={t("to")}>
            {(control) => <Input {...control} type="time" defaultValue={value("quietTo", times.to)} />}
          </Field>
        </div>
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field id="digest" name="digest" label={t("digest")} hint={t("digestHint")} className="sm:col-span-3">
          {(control) => (
            <Select
              {...control}
              className="sm:max-w-sm"
              defaultValue={value("digest", digest)}
              options={DIGESTS.map((one) => ({ value: one, label: t(`digests.${one}`) }))}
            />
          )}
        </Field>
        <Field id="digest-hour" name="digestHour" label={t("digestHour")}>
          {(control) => (
            <Select
              {...control}
              defaultValue={value("digestHour", String(digestHour))}
              options={Array.from({ length: 24 }, (_, hour) => ({
                value: String(hour),
                label: hours.format(MONDAY + hour * 3_600_000),
              }))}
            />
          )}
        </Field>
        <Field id="digest-day" name="digestDay" label={t("digestDay")}>
          {(control) => (
            <Select
              {...control}
              defaultValue={value("digestDay", String(digestDay))}
              options={Array.from({ length: 7 }, (_, day) => ({
                value: String(day + 1),
                label: days.format(MONDAY + day * DAY),
              }))}
            />
          )}
        </Field>
      </div>
    </div>
  );
}
