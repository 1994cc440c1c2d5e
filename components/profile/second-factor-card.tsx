import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import type { RevealLabels } from "@/components/auth/password-input";
import type { RecoveryCodesLabels } from "@/components/auth/recovery-codes";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { removeSecondFactorAction, type renewRecoveryCodesAction } from "@/lib/auth/second-factor-actions";
import type { StateOf } from "@/lib/core/action-state";
import { formatDate } from "@/lib/core/dates";
import type { SecondFactor } from "@/lib/core/second-factor";
import { Disclosure } from "./disclosure";
import { type PlainField, PlainForm } from "./plain-form";
import type { Reader } from "./reader";
import { RenewCodes } from "./renew-codes";

/** A code of an app beside the password: set up, or, with password and code, changed. */
export async function SecondFactorCard({
  factor,
  path,
  reader,
  reveal,
  codes,
  renewed,
  removed,
}: {
  factor: SecondFactor;
  /** The page that shows it, to come back to. */
  path: string;
  reader: Reader;
  reveal: RevealLabels;
  codes: RecoveryCodesLabels;
  /** The outcomes that this page answers when there is no JavaScript. */
  renewed: StateOf<typeof renewRecoveryCodesAction>;
  removed: StateOf<typeof removeSecondFactorAction>;
}) {
  const t = await getTranslations("profile.secondFactor");
  if (!factor.isOn) {
    return (
      <Card title={t("title")}>
        <p className="mb-3 max-w-[72ch] text-sm">{t("off")}</p>
        <LinkButton href={`/login/second-factor/setup?next=${encodeURIComponent(path)}` as Route}>
          {t("setUp")}
        </LinkButton>
      </Card>
    );
  }
  const proof: PlainField[] = [
    {
      name: "code",
      label: t("code"),
      hint: t("codeHint"),
      type: "text",
      autoComplete: "one-time-code",
      maxLength: 40,
    },
  ];
  // Somebody who signs in by phone alone has no password.
  if (factor.email !== "") {
    proof.unshift({
      name: "currentPassword",
      label: t("password"),
      type: "password",
      autoComplete: "current-password",
    });
  }
  const since = factor.addedAt ? formatDate(factor.addedAt, reader.locale, reader.timeZone) : "";
  return (
    <Card title={t("title")}>
      <p className="mb-3 flex max-w-[72ch] flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Badge tone="success">{t("isOn")}</Badge>
        <span>{t("since", { since })}</span>
        <span className={factor.codesLeft < 3 ? "text-warning-text" : "text-fg-muted"}>
          {t("codesLeft", { count: factor.codesLeft })}
        </span>
      </p>
      {factor.isRecovered && (
        <Banner tone="info" title={t("recoveredTitle")} className="mb-3">
          {t("recovered")}
        </Banner>
      )}
      <div className="flex flex-col gap-1">
        <Disclosure label={t("renew")} open={renewed.status !== "idle"}>
          <RenewCodes
            initial={renewed}
            fields={proof}
            reveal={reveal}
            labels={codes}
            texts={{ submit: t("renewSubmit"), pending: t("renewPending"), done: t("renewSubmit") }}
          />
        </Disclosure>
        <Disclosure label={t("remove")} open={removed.status === "error"}>
          <p className="mb-3 max-w-[72ch] text-fg-muted">
            {t(factor.isRequired ? "removeRequired" : "removeHint")}
          </p>
          <PlainForm
            action={removeSecondFactorAction}
            initial={removed}
            fields={proof}
            reveal={reveal}
            texts={{ submit: t("removeSubmit"), pending: t("removePending"), done: t("removed") }}
            quiet
          />
        </Disclosure>
      </div>
    </Card>
  );
}
