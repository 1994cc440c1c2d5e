import { getTranslations } from "next-intl/server";
import type { PrivacyFormTexts } from "./privacy-form";

/** The words of a form but those of its fields. */
export async function formTexts(submit: string, done: string): Promise<PrivacyFormTexts> {
  const t = await getTranslations("privacy.form");
  return { submit, done, failed: t("failed"), signIn: t("signIn") };
}

/** The field for a password that is asked again. */
export async function passwordField() {
  const t = await getTranslations("privacy.form");
  return {
    name: "password",
    type: "password",
    label: t("password"),
    hint: t("passwordHint"),
    required: true,
  } as const;
}
