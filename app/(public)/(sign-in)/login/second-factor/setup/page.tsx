import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FactorSetup } from "@/components/auth/factor-setup";
import { FormHeading } from "@/components/auth/form-heading";
import { safeNextPath } from "@/lib/auth/next-path";
import { homeOf } from "@/lib/auth/permissions";
import { finishEnrolmentAction, startEnrolmentAction } from "@/lib/auth/second-factor-actions";
import { submittedState } from "@/lib/auth/submission";
import { requireHalfViewer } from "@/lib/auth/viewer";
import { recoveryCodesLabels } from "../../../labels";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.secondFactor.setup"))("title") };
}

/** Where somebody sets up a second factor: of their own will, or because staff must have one. */
export default async function SetupPage({ searchParams }: PageProps<"/login/second-factor/setup">) {
  const next = safeNextPath((await searchParams).next);
  const factor = await requireHalfViewer();
  if (factor.isOn && !factor.isGiven) redirect("/login/second-factor" as Route);
  const [t, auth] = await Promise.all([getTranslations("auth.secondFactor.setup"), getTranslations("auth")]);
  const words = [
    "start",
    "starting",
    "scan",
    "qr",
    "secret",
    "retry",
    "again",
    "code",
    "codeHint",
    "confirm",
    "confirming",
    "isOn",
    "continue",
  ] as const;
  const labels = Object.fromEntries(words.map((word) => [word, t(word)])) as Record<
    (typeof words)[number],
    string
  >;
  return (
    <>
      <FormHeading title={t("title")}>
        {t(factor.isRequired && !factor.isOn ? "required" : "intro")}
      </FormHeading>
      <FactorSetup
        initialStart={await submittedState(startEnrolmentAction)}
        initialFinish={await submittedState(finishEnrolmentAction)}
        isOn={factor.isOn}
        next={next ?? homeOf(factor)}
        labels={{ ...labels, codes: recoveryCodesLabels(auth) }}
      />
    </>
  );
}
