import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmForm } from "@/components/auth/confirm-form";
import { FormHeading } from "@/components/auth/form-heading";
import { ResetPasswordForm } from "@/components/auth/reset-password-form";
import { LinkButton } from "@/components/ui/link-button";
import { confirmAction, resetPasswordAction } from "@/lib/auth/actions";
import { ownPath } from "@/lib/auth/own-path";
import { type LinkType, linkQuery } from "@/lib/auth/schema";
import { submittedState } from "@/lib/auth/submission";
import { newPasswordLabels } from "../../labels";

type Texts = Awaited<ReturnType<typeof getTranslations<"auth">>>;

export async function generateMetadata({ searchParams }: PageProps<"/auth/confirm">): Promise<Metadata> {
  const t = await getTranslations("auth");
  const link = linkQuery.safeParse(await searchParams);
  const title = link.success ? titleOf(t, link.data.type) : t("confirm.invalidTitle");
  // The address holds a one-time token: it must not travel on in a Referer, nor into a search index.
  return { title, referrer: "no-referrer", robots: { index: false } };
}

/**
 * Where the links in our e-mails lead. Opening the page does nothing yet: mail scanners and link previews
 * open links too, and would use the token up before its owner does. The button uses it.
 */
export default async function ConfirmPage({ searchParams }: PageProps<"/auth/confirm">) {
  const t = await getTranslations("auth");
  const link = linkQuery.safeParse(await searchParams);
  if (!link.success) return <InvalidLink t={t} />;
  const { token_hash: tokenHash, type } = link.data;
  if (type === "recovery") {
    return (
      <>
        <FormHeading title={t("reset.title")}>{t("reset.intro")}</FormHeading>
        <ResetPasswordForm
          initial={await submittedState(resetPasswordAction)}
          tokenHash={tokenHash}
          labels={{
            submit: t("reset.submit"),
            pending: t("reset.pending"),
            newPassword: newPasswordLabels(t, "newPassword"),
          }}
        />
      </>
    );
  }
  const kind = kindOf(type);
  return (
    <>
      <FormHeading title={t(`confirm.${kind}.title`)}>{t(`confirm.${kind}.intro`)}</FormHeading>
      <ConfirmForm
        initial={await submittedState(confirmAction)}
        tokenHash={tokenHash}
        type={type}
        next={ownPath(link.data.next)}
        labels={{ submit: t(`confirm.${kind}.submit`), pending: t("confirm.pending") }}
      />
    </>
  );
}

function InvalidLink({ t }: { t: Texts }) {
  return (
    <>
      <FormHeading title={t("confirm.invalidTitle")}>{t("errors.linkExpired")}</FormHeading>
      <LinkButton href="/login" size="lg" className="w-full">
        {t("confirm.newLink")}
      </LinkButton>
    </>
  );
}

function titleOf(t: Texts, type: LinkType): string {
  return type === "recovery" ? t("reset.title") : t(`confirm.${kindOf(type)}.title`);
}

function kindOf(type: Exclude<LinkType, "recovery">) {
  return type === "email" || type === "invite" ? "signup" : type;
}
