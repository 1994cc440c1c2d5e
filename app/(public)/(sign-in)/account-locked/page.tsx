import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormHeading } from "@/components/auth/form-heading";
import { buttonStyle } from "@/components/ui/button-style";
import { SubmitButton } from "@/components/ui/submit-button";
import { signOutAction } from "@/lib/auth/actions";
import { getBranding } from "@/lib/branding/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.locked"))("title") };
}

/** Where somebody lands whose access was locked while they were signed in. */
export default async function AccountLockedPage() {
  const [t, { supportEmail }] = await Promise.all([getTranslations("auth.locked"), getBranding()]);
  return (
    <>
      <FormHeading title={t("title")}>{t("body")}</FormHeading>
      <div className="flex flex-col gap-3">
        {supportEmail && (
          <a href={`mailto:${supportEmail}`} className={buttonStyle({ variant: "primary", size: "lg" })}>
            {t("contact")}
          </a>
        )}
        <form action={signOutAction}>
          <SubmitButton variant="secondary" size="lg" className="w-full">
            {t("signOut")}
          </SubmitButton>
        </form>
      </div>
    </>
  );
}
