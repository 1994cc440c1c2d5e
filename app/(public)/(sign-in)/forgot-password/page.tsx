import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ForgotPasswordForm } from "@/components/auth/forgot-password-form";
import { FormHeading } from "@/components/auth/form-heading";
import { forgotPasswordAction } from "@/lib/auth/actions";
import { submittedState } from "@/lib/auth/submission";
import { mailSentLabels } from "../labels";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.forgot"))("title") };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations("auth");
  return (
    <ForgotPasswordForm
      initial={await submittedState(forgotPasswordAction)}
      heading={<FormHeading title={t("forgot.title")}>{t("forgot.intro")}</FormHeading>}
      footer={
        <p className="mt-6 text-sm">
          <Link href="/login" prefetch={false} className="text-primary-text underline underline-offset-2">
            {t("forgot.back")}
          </Link>
        </p>
      }
      labels={{
        email: t("fields.email"),
        submit: t("forgot.submit"),
        pending: t("forgot.pending"),
        sent: mailSentLabels(t, "recovery"),
      }}
    />
  );
}
