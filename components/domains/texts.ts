import "server-only";
import { getTranslations } from "next-intl/server";
import type { Domain } from "@/lib/domains/types";
import type { AddDomainTexts } from "./add-domain-form";
import type { RemoveTexts } from "./remove-dialog";
import type { VerifyTexts } from "./verify-button";

/** The words of the client components, looked up here because the browser carries no message catalogue. */
export async function addDomainTexts(): Promise<AddDomainTexts> {
  const t = await getTranslations("domains");
  return {
    label: t("add.label"),
    hint: t("add.hint"),
    submit: t("add.submit"),
    pending: t("add.pending"),
    added: t.raw("add.added") as string,
    signIn: t("actions.signIn"),
  };
}

export async function verifyTexts({ status, displayName: name }: Domain): Promise<VerifyTexts> {
  const t = await getTranslations("domains.actions");
  return {
    verify: t(status === "failed" ? "retry" : "verify"),
    label: t("verifyLabel", { name }),
    verifying: t("verifying"),
    outcome: {
      passed: t("outcome.passed"),
      missing: t("outcome.missing"),
      wrong: t("outcome.wrong"),
      broken: t("outcome.broken"),
      unanswered: t("outcome.unanswered"),
      superseded: t("outcome.superseded"),
    },
    signIn: t("signIn"),
  };
}

export async function removeTexts({ verifiedAt, displayName: name }: Domain): Promise<RemoveTexts> {
  const t = await getTranslations("domains");
  return {
    remove: t("actions.remove"),
    label: t("actions.removeLabel", { name }),
    title: t("remove.title", { name }),
    description: t(verifiedAt ? "remove.proven" : "remove.unproven"),
    records: t("remove.records"),
    confirmLabel: t("remove.confirmLabel", { name }),
    confirm: t("remove.confirm"),
    cancel: t("remove.cancel"),
    close: t("remove.close"),
    removed: t("remove.removed", { name }),
    signIn: t("actions.signIn"),
  };
}
