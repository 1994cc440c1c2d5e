import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FormHeading } from "@/components/auth/form-heading";
import { SecondFactorForm } from "@/components/auth/second-factor-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { signOutAction } from "@/lib/auth/actions";
import { safeNextPath } from "@/lib/auth/next-path";
import { homeOf } from "@/lib/auth/permissions";
import { giveSecondFactorAction } from "@/lib/auth/second-factor-actions";
import { submittedState } from "@/lib/auth/submission";
import { requireHalfViewer } from "@/lib/auth/viewer";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.secondFactor"))("title") };
}

/** The step after the password, for whoever has a second factor. */
export default async function SecondFactorPage({ searchParams }: PageProps<"/login/second-factor">) {
  const next = safeNextPath((await searchParams).next);
  const factor = await requireHalfViewer();
  if (!factor.isOn && factor.isRequired) redirect("/login/second-factor/setup" as Route);
  if (!factor.isOn || factor.isGiven) redirect((next ?? homeOf(factor)) as Route);
  const t = await getTranslations("auth.secondFactor");
  return (
    <>
      <FormHeading title={t("title")}>{t("intro")}</FormHeading>
      <SecondFactorForm
        initial={await submittedState(giveSecondFactorAction)}
        next={next}
        labels={{ code: t("code"), hint: t("hint"), submit: t("submit"), pending: t("pending") }}
      />
      <p className="mt-6 text-fg-muted text-sm">{t("help")}</p>
      <form action={signOutAction} className="mt-4">
        <SubmitButton variant="secondary">{t("signOut")}</SubmitButton>
      </form>
    </>
  );
}
