import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { revealLabels } from "@/app/(public)/(sign-in)/labels";
import { ProfileSkeleton } from "@/components/profile/profile-skeleton";
import { ProfileTabs } from "@/components/profile/profile-tabs";
import { PasswordCard, PhoneSignInCard } from "@/components/profile/security-cards";
import { SessionList } from "@/components/profile/session-list";
import { Arrival } from "@/components/ui/arrival";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
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
  const [t, profile, devices, submitted] = await Promise.all([
    getTranslations("auth"),
    loadProfile(viewer),
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
        <PhoneSignInCard
          phone={profile.phone}
          isVerified={profile.isPhoneVerified}
          channel={getEnv().phoneSignIn}
        />
      </div>
    </>
  );
}
