import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { recoveryCodesLabels, revealLabels } from "@/app/(public)/(sign-in)/labels";
import { PreferencesCard } from "@/components/profile/preferences-card";
import { ProfileSkeleton } from "@/components/profile/profile-skeleton";
import { SecondFactorCard } from "@/components/profile/second-factor-card";
import { PasswordCard } from "@/components/profile/security-cards";
import { SessionList } from "@/components/profile/session-list";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { removeSecondFactorAction, renewRecoveryCodesAction } from "@/lib/auth/second-factor-actions";
import { submittedState } from "@/lib/auth/submission";
import { requireHalfViewer, requireViewer } from "@/lib/auth/viewer";
import { changePasswordAction, changePreferencesAction } from "@/lib/profile/actions";
import { loadSessions } from "@/lib/profile/sessions-queries";

type Props = PageProps<"/admin/account">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.account");
  return { title: t("title") };
}

/** A staff member's own sign-in and preferences. */
export default function AccountPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<AccountSkeleton />}>
      <Account searchParams={searchParams} />
    </Arrival>
  );
}

async function AccountSkeleton() {
  const t = await getTranslations("profile.account");
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={<Skeleton className="my-[0.28125rem] h-2.5 w-40" />}
        className="mb-4"
      />
      <ProfileSkeleton active={null} />
    </>
  );
}

async function Account({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("staff");
  const [t, auth, factor, devices] = await Promise.all([
    getTranslations("profile.account"),
    getTranslations("auth"),
    requireHalfViewer(),
    loadSessions(viewer, await searchParams),
  ]);
  return (
    <>
      <PageHeader title={t("title")} meta={viewer.email} className="mb-4" />
      <div className="flex max-w-3xl flex-col gap-4">
        <SessionList
          {...devices}
          path="/admin/account"
          reader={{ locale: viewer.locale, timeZone: viewer.timeZone }}
        />
        <PasswordCard
          hasPassword={viewer.email !== ""}
          submitted={await submittedState(changePasswordAction)}
          reveal={revealLabels(auth)}
        />
        <SecondFactorCard
          factor={factor}
          path="/admin/account"
          reader={viewer}
          reveal={revealLabels(auth)}
          codes={recoveryCodesLabels(auth)}
          renewed={await submittedState(renewRecoveryCodesAction)}
          removed={await submittedState(removeSecondFactorAction)}
        />
        <PreferencesCard preferences={viewer} submitted={await submittedState(changePreferencesAction)} />
      </div>
    </>
  );
}
