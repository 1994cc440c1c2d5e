import "server-only";
import { getTranslations } from "next-intl/server";
import { type AssistTool, TRANSLATIONS } from "@/lib/triage/assist";
import type { AssistTexts } from "./assist-dialog";

/** Words of `AssistDialog`, and which tools there are. */
export async function assistTexts(tools: readonly AssistTool[]): Promise<AssistTexts> {
  const t = await getTranslations("insights.assist");
  return {
    menu: t("menu"),
    title: t("title"),
    close: t("close"),
    withoutModel: t("withoutModel"),
    language: t("language"),
    working: t("working"),
    byModel: t.raw("byModel") as string,
    byQuoting: t("byQuoting"),
    insert: t("insert"),
    insertNote: t("insertNote"),
    replace: t("replace"),
    back: t("back"),
    empty: t("empty"),
    failed: t("failed"),
    again: t("again"),
    sources: t("sources"),
    tools: tools.map((tool) => ({ tool, label: t(`tools.${tool}`), hint: t(`hints.${tool}`) })),
    languages: Object.fromEntries(TRANSLATIONS.map((language) => [language, t(`languages.${language}`)])),
    hasModel: tools.includes("improve"),
  };
}
