import { getTranslations } from "next-intl/server";
import type { RevealLabels } from "@/components/auth/password-input";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { StateOf } from "@/lib/core/action-state";
import { formatPhone } from "@/lib/core/phone-words";
import { changePasswordAction } from "@/lib/profile/actions";
import { PlainForm } from "./plain-form";

/** A new password, for somebody who knows the old one; who has none is told how to come by one. */
export async function PasswordCard({
  hasPassword,
  submitted,
  reveal,
}: {
  hasPassword: boolean;
  /** The outcome that this page answers when there is no JavaScript. */
  submitted: StateOf<typeof changePasswordAction>;
  reveal: RevealLabels;
}) {
  const t = await getTranslations("profile.password");
  return (
    <Card title={t("title")}>
      {hasPassword ? (
        <PlainForm
          action={changePasswordAction}
          initial={submitted}
          reveal={reveal}
          fields={[
            {
              name: "currentPassword",
              label: t("current"),
              type: "password",
              autoComplete: "current-password",
            },
            {
              name: "password",
              label: t("new"),
              hint: t("hint"),
              type: "password",
              autoComplete: "new-password",
            },
          ]}
          texts={{ submit: t("submit"), pending: t("pending"), done: t("done") }}
        />
      ) : (
        <p className="max-w-[72ch] text-sm">{t("none")}</p>
      )}
    </Card>
  );
}

/** Whether a code by phone signs this person in, and what is missing for it. */
export async function PhoneSignInCard({
  phone,
  isVerified,
  channel,
}: {
  phone: string | null;
  isVerified: boolean;
  channel: "whatsapp" | "sms" | "off";
}) {
  const t = await getTranslations("profile.phoneSignIn");
  const state = channel === "off" ? "off" : phone && isVerified ? "on" : phone ? "unproven" : "none";
  return (
    <Card title={t("title")}>
      <p className="flex max-w-[72ch] flex-wrap items-center gap-2 text-sm">
        {state === "on" && <Badge tone="success">{t("isOn")}</Badge>}
        <span>{t(`states.${state}`, { phone: phone ? formatPhone(phone) : "", channel })}</span>
      </p>
    </Card>
  );
}
