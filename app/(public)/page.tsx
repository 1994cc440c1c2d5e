import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProductPreview } from "@/components/shell/product-preview";
import { SignInHelp } from "@/components/shell/sign-in-help";
import { LinkButton } from "@/components/ui/link-button";
import { getBranding } from "@/lib/branding/queries";

export async function generateMetadata(): Promise<Metadata> {
  const [t, { name }] = await Promise.all([getTranslations("landing"), getBranding()]);
  return { title: { absolute: `${name} · ${t("title")}` }, description: t("lead", { name }) };
}

/** What this is, what it looks like, and the way in. */
export default async function LandingPage() {
  const [t, branding] = await Promise.all([getTranslations("landing"), getBranding()]);
  return (
    <>
      <div className="mx-auto grid w-full max-w-wide gap-x-16 gap-y-12 px-4 pt-12 pb-16 sm:px-6 sm:pt-16 lg:grid-cols-[minmax(0,25rem)_minmax(0,1fr)] lg:pt-20 lg:pb-24">
        <div className="lg:pt-6">
          <h1 className="font-semibold text-3xl">{t("headline")}</h1>
          <p className="mt-4 text-fg-secondary">{t("lead", { name: branding.name })}</p>
          <div className="mt-8 flex flex-wrap gap-2.5">
            <LinkButton href="/login" variant="primary" size="lg">
              {t("signIn")}
            </LinkButton>
            <LinkButton href="/register" size="lg">
              {t("register")}
            </LinkButton>
          </div>
          <p className="mt-4 text-fg-muted text-sm">{t("registerHint")}</p>
        </div>
        <ProductPreview />
      </div>
      <section aria-label={t("facts.label")} className="border-t">
        <dl className="mx-auto grid max-w-wide divide-line px-4 max-md:divide-y sm:px-6 md:grid-cols-3 md:divide-x">
          {(["open", "follow", "answer"] as const).map((fact) => (
            <div key={fact} className="py-6 md:px-8 md:py-10 md:first:ps-0 md:last:pe-0">
              <dt className="font-semibold">{t(`facts.${fact}Title`)}</dt>
              <dd className="mt-1.5 text-base text-fg-secondary">{t(`facts.${fact}Body`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <SignInHelp supportEmail={branding.supportEmail} />
    </>
  );
}
