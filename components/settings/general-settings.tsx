import { getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { Card } from "@/components/ui/card";
import { type FieldSpec, FieldsForm } from "@/components/ui/fields-form";
import type { StateOf } from "@/lib/core/action-state";
import { MODULES } from "@/lib/core/modules";
import { decimalText } from "@/lib/core/money";
import { timeZoneOptions } from "@/lib/core/zoned";
import {
  changeBusinessAction,
  changeLimitsAction,
  changeModulesAction,
  changeSecurityAction,
} from "@/lib/settings/actions";
import { DAYS } from "@/lib/settings/schema";
import type { Settings } from "@/lib/settings/types";
import { FactorList } from "./factor-list";

/** Name and looks, what is used, days and amounts: each saved for itself. */
export async function GeneralSettings({
  settings,
  canChange,
  factors,
  submitted,
}: {
  settings: Settings;
  canChange: boolean;
  /** Who of the staff has a second factor; null for whoever is not told. */
  factors: ComponentProps<typeof FactorList> | null;
  /** The outcomes that this page answers when there is no JavaScript. */
  submitted: Record<"business" | "modules" | "limits" | "security", StateOf<typeof changeBusinessAction>>;
}) {
  const t = await getTranslations("settings");
  const common = {
    hidden: { expectedRevision: settings.revision },
    canChange,
    texts: { save: t("save"), saved: t("saved"), failed: t("failed") },
  };
  return (
    <div className="flex flex-col gap-4">
      <Card title={t("business.title")}>
        <FieldsForm
          {...common}
          action={changeBusinessAction}
          submitted={submitted.business}
          fields={businessFields(settings, t)}
        />
      </Card>
      <Card title={t("modules.title")}>
        <p className="mb-3 max-w-[72ch] text-fg-muted text-sm">{t("modules.hint")}</p>
        <FieldsForm
          {...common}
          action={changeModulesAction}
          submitted={submitted.modules}
          fields={[
            {
              name: "module",
              label: t("modules.title"),
              type: "boxes",
              value: "",
              boxes: MODULES.map((module) => ({
                value: module,
                label: t(`modules.${module}`),
                isOn: settings.modules.includes(module),
              })),
            },
          ]}
        />
      </Card>
      <Card title={t("limits.title")}>
        <FieldsForm
          {...common}
          action={changeLimitsAction}
          submitted={submitted.limits}
          fields={limitFields(settings, t)}
        />
      </Card>
      <Card title={t("security.title")}>
        <p className="mb-3 max-w-[72ch] text-fg-muted text-sm">{t("security.hint")}</p>
        <FieldsForm
          {...common}
          action={changeSecurityAction}
          submitted={submitted.security}
          fields={[
            {
              name: "factor",
              label: t("security.title"),
              type: "boxes",
              value: "",
              boxes: [
                {
                  value: "required",
                  label: t("security.required"),
                  isOn: settings.requireStaffSecondFactor,
                },
              ],
            },
          ]}
        />
        {factors && (
          <div className="mt-5">
            <FactorList {...factors} />
          </div>
        )}
      </Card>
    </div>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations<"settings">>>;

function businessFields(settings: Settings, t: Translate): FieldSpec[] {
  const text = (
    name: "supportEmail" | "logoUrl" | "primaryColor" | "primaryColorDark" | "buyAgainUrl",
    type: "text" | "email" = "text",
  ): FieldSpec => ({
    name,
    label: t(`business.${name}`),
    // As it is: the hint of the shop's address has braces in it.
    hint: t.raw(`business.${name}Hint`).replaceAll("'", ""),
    type,
    value: settings[name] ?? "",
    maxLength: 500,
  });
  return [
    {
      name: "name",
      label: t("business.name"),
      hint: t("business.nameHint"),
      type: "text",
      value: settings.name,
      required: true,
      maxLength: 80,
    },
    text("supportEmail", "email"),
    {
      name: "timeZone",
      label: t("business.timeZone"),
      hint: t("business.timeZoneHint"),
      type: "select",
      value: settings.timeZone,
      options: timeZoneOptions(settings.timeZone),
    },
    text("logoUrl"),
    text("primaryColor"),
    text("primaryColorDark"),
    text("buyAgainUrl"),
  ];
}

function limitFields(settings: Settings, t: Translate): FieldSpec[] {
  const days = Object.entries(DAYS).map(([key, bounds]): FieldSpec => {
    const name = key as keyof typeof DAYS;
    return {
      name,
      label: t(`limits.${name}`),
      hint: t(`limits.${name}Hint`),
      type: "number",
      value: String(settings[name]),
      required: true,
      suffix: t("limits.days"),
      ...bounds,
    };
  });
  const { refundLimits, currency: own } = settings;
  const limits = refundLimits.some(({ currency }) => currency === own)
    ? refundLimits
    : [{ amount: 0, currency: own }, ...refundLimits];
  const amounts = limits.map(
    (limit): FieldSpec => ({
      name: `limit-${limit.currency}`,
      label: t("limits.refundLimit", { currency: limit.currency }),
      hint: t("limits.refundLimitHint"),
      type: "text",
      value: decimalText(limit),
      maxLength: 20,
    }),
  );
  return [...days, ...amounts];
}
