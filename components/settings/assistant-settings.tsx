import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { FieldsForm } from "@/components/ui/fields-form";
import {
  changeBudgetAction,
  changeCategoriesAction,
  changeLinksAction,
  changePercentAction,
  changeSwitchesAction,
} from "@/lib/triage/actions";
import { ANSWER_PERCENT, DAILY_TOKENS } from "@/lib/triage/schema";
import type { AssistantSettings } from "@/lib/triage/types";

/** The switches, what may be answered automatically, and the budget of conversations: each saved for itself. */
export async function AssistantSettingsView({
  settings,
  canChange,
  locale,
}: {
  settings: AssistantSettings;
  canChange: boolean;
  locale: string;
}) {
  const t = await getTranslations("insights.settings");
  const words = await getTranslations("settings");
  const { judged, answers } = settings;
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(
    judged.count === 0 ? 0 : judged.accepted / judged.count,
  );
  const common = {
    hidden: { expectedRevision: settings.revision },
    canChange,
    texts: { save: words("save"), saved: words("saved"), failed: words("failed") },
  };
  return (
    <div className="flex flex-col gap-4">
      <Card title={t("switches.title")}>
        <p className="mb-3 max-w-[72ch] text-fg-muted text-sm">{t(`reader.${settings.reader ?? "away"}`)}</p>
        <FieldsForm
          {...common}
          action={changeSwitchesAction}
          fields={[
            {
              name: "on",
              label: t("switches.title"),
              type: "boxes",
              value: "",
              boxes: (["triage", "automaticAnswers"] as const).map((value) => ({
                value,
                label: t(`switches.${value}`),
                isOn: settings[value],
              })),
            },
          ]}
        />
      </Card>
      <Card title={t("answers.title")}>
        <p className="mb-3 max-w-[72ch] text-fg-muted text-sm">{t("answers.hint")}</p>
        <FieldsForm
          {...common}
          action={changePercentAction}
          fields={[
            {
              name: "automaticAnswerPercent",
              label: t("answers.percent"),
              hint: t("answers.percentHint"),
              type: "number",
              value: String(settings.automaticAnswerPercent),
              required: true,
              suffix: t("answers.unit"),
              ...ANSWER_PERCENT,
            },
          ]}
        />
        <p className="mt-4 border-t pt-3 text-fg-muted text-sm">
          {t("answers.judged", { count: judged.count, share })} {t("answers.outcome", answers)}
        </p>
      </Card>
      <Card title={t("answers.categories")}>
        <FieldsForm
          {...common}
          action={changeCategoriesAction}
          fields={[
            {
              name: "category",
              label: t("answers.categories"),
              type: "boxes",
              value: "",
              boxes: settings.categories.map(({ slug, label, allowsAutoAnswer }) => ({
                value: slug,
                label,
                isOn: allowsAutoAnswer,
              })),
            },
          ]}
        />
      </Card>
      <Card title={t("budget.title")}>
        <FieldsForm
          {...common}
          action={changeBudgetAction}
          fields={[
            {
              name: "assistantDailyTokens",
              label: t("budget.tokens"),
              hint: t("budget.tokensHint"),
              type: "number",
              value: String(settings.assistantDailyTokens),
              required: true,
              suffix: t("budget.unit"),
              ...DAILY_TOKENS,
            },
          ]}
        />
      </Card>
      <Card title={t("links.title")}>
        <p className="mb-3 max-w-[72ch] text-fg-muted text-sm">{t("links.hint")}</p>
        <FieldsForm
          {...common}
          action={changeLinksAction}
          fields={[
            {
              name: "linkHosts",
              label: t("links.hosts"),
              hint: t("links.hostsHint"),
              type: "text",
              value: settings.linkHosts.join(", "),
              maxLength: 20_000,
            },
          ]}
        />
      </Card>
    </div>
  );
}
