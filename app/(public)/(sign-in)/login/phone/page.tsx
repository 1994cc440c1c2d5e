import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FormHeading } from "@/components/auth/form-heading";
import { PhoneSignIn } from "@/components/auth/phone-sign-in";
import { requestPhoneCodeAction, signInWithPhoneCodeAction } from "@/lib/auth/actions";
import { callingCountries } from "@/lib/auth/countries";
import { safeNextPath } from "@/lib/auth/next-path";
import { homeOf } from "@/lib/auth/permissions";
import { submittedState } from "@/lib/auth/submission";
import { getViewer } from "@/lib/auth/viewer";
import { getEnv } from "@/lib/platform/env";

/** Numbers without a country are most often from here. */
const HOME = "ZA";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.phone"))("title") };
}

/** Signing in with a code that comes by phone. Does not exist where nobody would send one. */
export default async function PhoneLoginPage({ searchParams }: PageProps<"/login/phone">) {
  const next = safeNextPath((await searchParams).next);
  const viewer = await getViewer();
  if (viewer) redirect((next ?? homeOf(viewer)) as Route);
  const { phoneSignIn, isLocalSupabase } = getEnv();
  if (phoneSignIn === "off") notFound();
  const t = await getTranslations("auth.phone");
  const all = await getTranslations("auth");
  return (
    <PhoneSignIn
      initial={await submittedState(requestPhoneCodeAction)}
      initialCode={await submittedState(signInWithPhoneCodeAction)}
      countries={callingCountries()}
      home={HOME}
      next={next}
      heading={<FormHeading title={t("title")}>{t(`intro.${phoneSignIn}`)}</FormHeading>}
      footer={
        <p className="mt-6 text-sm">
          <Link
            href={{ pathname: "/login", query: next ? { next } : {} }}
            prefetch={false}
            className="text-primary-text underline underline-offset-2"
          >
            {t("back")}
          </Link>
        </p>
      }
      labels={{
        country: t("country"),
        number: t("number"),
        submit: t("submit"),
        pending: t("pending"),
        code: {
          title: t("sentTitle"),
          sent: t.raw(`sent.${phoneSignIn}`) as string,
          code: t("code"),
          hint: t("codeHint"),
          signIn: t("signIn"),
          signInPending: t("signInPending"),
          resend: t("resend"),
          resendPending: t("resendPending"),
          resendIn: t.raw("resendIn") as string,
          resendSoon: t("resendSoon"),
          otherNumber: t("otherNumber"),
          inbox: isLocalSupabase ? all("sent.inbox") : null,
        },
      }}
    />
  );
}
