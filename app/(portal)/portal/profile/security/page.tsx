import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { recoveryCodesLabels, revealLabels } from "@/app/(public)/(sign-in)/labels";
import { ProfileSkeleton } from "@/components/profile/profile-skeleton";
import { ProfileTabs } from "@/components/profile/profile-tabs";
import { SecondFactorCard } from "@/components/profile/second-factor-card";
import { PasswordCard, PhoneSignInCard } from "@/components/profile/security-cards";
import { SessionList } from "@/components/profile/session-list";
import { Arrival } from "@/components/ui/arrival";
import { removeSecondFactorAction, renewRecoveryCodesAction } from "@/lib/auth/second-factor-actions";
import { submittedState } from "@/lib/auth/submission";
import { requireHalfViewer, requireViewer } from "@/lib/auth/viewer";
import { getEnv } from "@/lib/platform/env";
import { changePasswordAction } from "@/lib/profile/actions";
import { loadProfile } from "@/lib/profile/queries";
import { loadSessions } from "@/lib/profile/sessions-queries";

type Props = PageProps<"/portal/profile/security">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.tabs");
  return { title: t("securityTitle") };
}

/** How somebody signs in, and where they are signed in. */
export default function SecurityPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<ProfileSkeleton active="security" />}>
      <Security searchParams={searchParams} />
    </Arrival>
  );
}

async function Security({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer");
  const [t, profile, factor, devices, submitted] = await Promise.all([
    getTranslations("auth"),
    loadProfile(viewer),
    requireHalfViewer(),
    loadSessions(viewer, await searchParams),
    submittedState(changePasswordAction),
  ]);
  return (
    <>
      <ProfileTabs active="security" />
      <div className="flex max-w-3xl flex-col gap-4">
        <SessionList
          {...devices}
          path="/portal/profile/security"
          reader={{ locale: viewer.locale, timeZone: viewer.timeZone }}
        />
        <PasswordCard hasPassword={viewer.email !== ""} submitted={submitted} reveal={revealLabels(t)} />
        <SecondFactorCard
          factor={factor}
          path="/portal/profile/security"
          reader={{ locale: viewer.locale, timeZone: viewer.timeZone }}
          reveal={revealLabels(t)}
          codes={recoveryCodesLabels(t)}
          renewed={await submittedState(renewRecoveryCodesAction)}
          removed={await submittedState(removeSecondFactorAction)}
        />
        <PhoneSignInCard
          phone={profile.phone}
          isVerified={profile.isPhoneVerified}
          channel={getEnv().phoneSignIn}
        />
      </div>
    </>
  );
}
