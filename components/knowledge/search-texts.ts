import "server-only";
import { getTranslations } from "next-intl/server";
import type { HelpSearchTexts } from "./help-search";

export async function helpSearchTexts(): Promise<HelpSearchTexts> {
  const t = await getTranslations("help.search");
  return {
    label: t("label"),
    placeholder: t("placeholder"),
    submit: t("submit"),
    results: t("results"),
    none: t("none"),
    failed: t("failed"),
  };
}
