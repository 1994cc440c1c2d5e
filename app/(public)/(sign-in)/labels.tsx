import "server-only";
import type { getTranslations } from "next-intl/server";
import type { RevealLabels } from "@/components/auth/password-input";
import type { RecoveryCodesLabels } from "@/components/auth/recovery-codes";
import { Eye, EyeOff } from "@/components/ui/icons";
import { getEnv } from "@/lib/platform/env";

type Texts = Awaited<ReturnType<typeof getTranslations<"auth">>>;

/** The button that shows a typed password. Its icons come with the page instead of with the script. */
export function revealLabels(t: Texts): RevealLabels {
  return {
    show: { label: t("fields.showPassword"), icon: <Eye aria-hidden /> },
    hide: { label: t("fields.hidePassword"), icon: <EyeOff aria-hidden /> },
  };
}

/** The texts of a new password's field, for the forms that run in the browser. */
export function newPasswordLabels(t: Texts, label: "password" | "newPassword") {
  return {
    password: t(`fields.${label}`),
    hint: t("fields.passwordHint"),
    reveal: revealLabels(t),
    strength: {
      label: t("strength.label"),
      weak: t("strength.weak"),
      fair: t("strength.fair"),
      good: t("strength.good"),
      strong: t("strength.strong"),
    },
  };
}

/** The texts around recovery codes. */
export function recoveryCodesLabels(t: Texts): RecoveryCodesLabels {
  return {
    title: t("secondFactor.codes.title"),
    intro: t("secondFactor.codes.intro"),
    download: t("secondFactor.codes.download"),
    file: t("secondFactor.codes.file"),
  };
}

/** The texts shown once an e-mail is on its way; the browser puts the address in. */
export function mailSentLabels(t: Texts, kind: "register" | "link" | "recovery") {
  return {
    title: t("sent.title"),
    body: t.raw(`sent.${kind}`) as string,
    spam: t("sent.spam"),
    again: t("sent.again"),
    // On a developer's machine there is no inbox to look in.
    inbox: getEnv().isLocalSupabase ? t("sent.inbox") : null,
  };
}
