import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ChevronRight } from "@/components/ui/icons";

/** The questions of people who are not in yet, each folded under its own line. */
export async function SignInHelp({ supportEmail }: { supportEmail: string | null }) {
  const t = await getTranslations("landing.help");
  return (
    <section id="help" aria-labelledby="help-title" className="border-t bg-canvas">
      <div className="mx-auto grid max-w-wide gap-x-16 gap-y-6 px-4 py-12 sm:px-6 lg:grid-cols-[minmax(0,25rem)_minmax(0,1fr)] lg:py-16">
        <h2 id="help-title" className="font-semibold text-xl">
          {t("title")}
        </h2>
        <div className="max-w-reading divide-y border-y">
          <Question title={t("accountQuestion")}>{t("accountAnswer")}</Question>
          <Question title={t("passwordQuestion")}>
            {t("passwordAnswer")} <HelpLink href="/forgot-password">{t("passwordAction")}</HelpLink>
          </Question>
          <Question title={t("mailQuestion")}>{t("mailAnswer")}</Question>
          {supportEmail && (
            <Question title={t("contactQuestion")}>
              {t("contactAnswer")}{" "}
              <a href={`mailto:${supportEmail}`} className="text-primary-text underline underline-offset-2">
                {supportEmail}
              </a>
            </Question>
          )}
        </div>
      </div>
    </section>
  );
}

function HelpLink({ href, children }: { href: "/forgot-password"; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="text-primary-text underline underline-offset-2">
      {children}
    </Link>
  );
}

function Question({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details name="sign-in-help" className="group">
      <summary className="flex min-h-12 list-none items-center gap-2 font-medium text-base transition-colors hover:text-primary-text [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="text-fg-muted transition-transform group-open:rotate-90" />
        {title}
      </summary>
      <p className="pb-4 ps-6 text-base text-fg-secondary">{children}</p>
    </details>
  );
}
