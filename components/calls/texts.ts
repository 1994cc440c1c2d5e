import { getTranslations } from "next-intl/server";
import type { CommandTexts } from "./command-form";

/** What a form around one command says, besides the words of its button. */
export async function commandTexts(submit: string, failed: string): Promise<CommandTexts> {
  const t = await getTranslations("call-pages.form");
  return {
    submit,
    failed,
    offline: t("offline"),
    signIn: t("signIn"),
    instead: t("instead"),
  };
}
