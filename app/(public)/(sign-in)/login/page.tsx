import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FormHeading } from "@/components/auth/form-heading";
import { LoginForm } from "@/components/auth/login-form";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { signInAction, signInWithCodeAction } from "@/lib/auth/actions";
import { safeNextPath } from "@/lib/auth/next-path";
import { homeOf } from "@/lib/auth/permissions";
import { submittedState } from "@/lib/auth/submission";
import { getViewer } from "@/lib/auth/viewer";
import { getEnv } from "@/lib/platform/env";
import { mailSentLabels, revealLabels } from "../labels";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.login"))("title") };
}

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const query = await searchParams;
  const next = safeNextPath(query.next);
  const viewer = await getViewer();
  if (viewer) redirect((next ?? homeOf(viewer)) as Route);
  const { phoneSignIn } = getEnv();
  const t = await getTranslations("auth");
  return (
    <LoginForm
      initial={await submittedState(signInAction)}
      initialCode={await submittedState(signInWithCodeAction)}
      next={next}
      heading={
        <>
          <FormHeading title={t("login.title")} />
          {query.notice === "signed-out" && (
            <Banner tone="success" className="mb-4">
              {t("login.signedOut")}
            </Banner>
          )}
        </>
      }
      otherWay={
        phoneSignIn !== "off" && (
          <LinkButton
            href={`/login/phone${next ? `?next=${encodeURIComponent(next)}` : ""}` as Route}
            prefetch={false}
            size="lg"
            className="mt-3 w-full"
          >
            {t(`phone.offer.${phoneSignIn}`)}
          </LinkButton>
        )
      }
      forgot={
        <Link href="/forgot-password" prefetch={false} className="text-primary-text hover:underline">
          {t("login.forgot")}
        </Link>
      }
      footer={
        <p className="mt-6 text-fg-muted text-sm">
          {t("login.noAccount")}{" "}
          <Link
            href={{ pathname: "/register", query: next ? { next } : {} }}
            prefetch={false}
            className="text-primary-text underline underline-offset-2"
          >
            {t("login.register")}
          </Link>
        </p>
      }
      labels={{
        email: t("fields.email"),
        password: t("fields.password"),
        reveal: revealLabels(t),
        submit: t("login.submit"),
        pending: t("login.pending"),
        or: t("login.or"),
        link: t("login.link"),
        linkPending: t("login.linkPending"),
        sent: mailSentLabels(t, "link"),
        code: {
          code: t("code.label"),
          hint: t("code.hint"),
          submit: t("code.submit"),
          pending: t("code.pending"),
        },
      }}
    />
  );
}
