import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import type { StateOf } from "@/lib/core/action-state";
import { timeZoneOptions } from "@/lib/core/zoned";
import { changePreferencesAction } from "@/lib/profile/actions";
import { ThemedForm } from "./themed-form";

const LOCALES = [
  "en-ZA",
  "en-GB",
  "en-US",
  "en-AU",
  "en-IN",
  "af-ZA",
  "zu-ZA",
  "de-DE",
  "fr-FR",
  "nl-NL",
  "pt-PT",
  "id-ID",
];

/** Language, time zone and looks, of customers and staff alike. */
export async function PreferencesCard({
  preferences: { locale, timeZone, theme },
  submitted,
}: {
  preferences: { locale: string; timeZone: string; theme: "system" | "light" | "dark" };
  /** The outcome that this page answers when there is no JavaScript. */
  submitted: StateOf<typeof changePreferencesAction>;
}) {
  const t = await getTranslations("profile.preferences");
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const locales = Array.from(new Set([locale, ...LOCALES]), (value) => ({
    value,
    label: names.of(value) ?? value,
  }));
  return (
    <Card title={t("title")}>
      <ThemedForm
        // What was saved is a form of its own.
        key={`${locale} ${timeZone} ${theme}`}
        action={changePreferencesAction}
        initial={submitted.status === "error" ? submitted : { status: "idle" }}
        fields={[
          {
            name: "locale",
            label: t("locale"),
            hint: t("localeHint"),
            type: "text",
            value: locale,
            options: locales.toSorted((a, b) => a.label.localeCompare(b.label, "en")),
          },
          {
            name: "timeZone",
            label: t("timeZone"),
            hint: t("timeZoneHint"),
            type: "text",
            value: timeZone,
            options: timeZoneOptions(timeZone),
          },
          {
            name: "theme",
            label: t("theme"),
            type: "text",
            value: theme,
            options: (["system", "light", "dark"] as const).map((value) => ({
              value,
              label: t(`themes.${value}`),
            })),
          },
        ]}
        texts={{ submit: t("save"), pending: t("saving"), done: t("saved") }}
      />
    </Card>
  );
}
