import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FormHeading } from "@/components/auth/form-heading";
import { RegisterForm } from "@/components/auth/register-form";
import { registerAction } from "@/lib/auth/actions";
import { safeNextPath } from "@/lib/auth/next-path";
import { homeOf } from "@/lib/auth/permissions";
import { submittedState } from "@/lib/auth/submission";
import { getViewer } from "@/lib/auth/viewer";
import { mailSentLabels, newPasswordLabels } from "../labels";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.register"))("title") };
}

export default async function RegisterPage({ searchParams }: PageProps<"/register">) {
  const next = safeNextPath((await searchParams).next);
  const viewer = await getViewer();
  if (viewer) redirect((next ?? homeOf(viewer)) as Route);
  const t = await getTranslations("auth");
  return (
    <RegisterForm
      initial={await submittedState(registerAction)}
      next={next}
      heading={<FormHeading title={t("register.title")}>{t("register.intro")}</FormHeading>}
      footer={
        <p className="mt-6 text-fg-muted text-sm">
          {t("register.haveAccount")}{" "}
          <Link
            href={{ pathname: "/login", query: next ? { next } : {} }}
            prefetch={false}
            className="text-primary-text underline underline-offset-2"
          >
            {t("register.login")}
          </Link>
        </p>
      }
      labels={{
        fullName: t("fields.fullName"),
        email: t("fields.email"),
        phone: t("fields.phone"),
        phoneHint: t("fields.phoneHint"),
        customerNumber: t("fields.customerNumber"),
        customerNumberHint: t("fields.customerNumberHint"),
        optional: t("fields.optional"),
        submit: t("register.submit"),
        pending: t("register.pending"),
        newPassword: newPasswordLabels(t, "password"),
        sent: mailSentLabels(t, "register"),
      }}
    />
  );
}
