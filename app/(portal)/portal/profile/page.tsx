import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { revealLabels } from "@/app/(public)/(sign-in)/labels";
import { ActivityCard } from "@/components/profile/activity-card";
import { AddressesCard } from "@/components/profile/addresses-card";
import { ContactCard } from "@/components/profile/contact-card";
import { FactsCard } from "@/components/profile/facts-card";
import { PreferencesCard } from "@/components/profile/preferences-card";
import { ProfileSkeleton } from "@/components/profile/profile-skeleton";
import { ProfileTabs } from "@/components/profile/profile-tabs";
import { ResellerCard } from "@/components/profile/reseller-card";
import { Arrival } from "@/components/ui/arrival";
import { callingCountries, countries } from "@/lib/auth/countries";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { getEnv } from "@/lib/platform/env";
import {
  applyAsResellerAction,
  changeNameAction,
  changePreferencesAction,
  confirmPhoneChangeAction,
  requestEmailChangeAction,
  requestPhoneChangeAction,
  saveAddressAction,
} from "@/lib/profile/actions";
import { loadActivity, loadProfile } from "@/lib/profile/queries";
import { findResellerApplication } from "@/lib/profile/reseller-queries";

type Props = PageProps<"/portal/profile">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.tabs");
  return { title: t("personalTitle") };
}

/** The customer's own data: what they change, what staff keep, and what they did. */
export default function ProfilePage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<ProfileSkeleton active="personal" />}>
      <Profile searchParams={searchParams} />
    </Arrival>
  );
}

async function Profile({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer");
  const [t, profile, recent, application] = await Promise.all([
    getTranslations("auth"),
    loadProfile(viewer),
    loadActivity(viewer, await searchParams),
    findResellerApplication(viewer),
  ]);
  const reader = { locale: viewer.locale, timeZone: viewer.timeZone };
  return (
    <>
      <ProfileTabs active="personal" />
      <div className="flex max-w-3xl flex-col gap-4">
        <ContactCard
          profile={profile}
          states={{
            name: await submittedState(changeNameAction),
            email: await submittedState(requestEmailChangeAction),
            phone: {
              asked: await submittedState(requestPhoneChangeAction),
              confirmed: await submittedState(confirmPhoneChangeAction),
            },
          }}
          countries={callingCountries()}
          reveal={revealLabels(t)}
          canUsePhone={getEnv().phoneSignIn !== "off"}
        />
        <FactsCard profile={profile} reader={reader} />
        <AddressesCard
          addresses={profile.addresses}
          submitted={await submittedState(saveAddressAction)}
          countries={countries()}
          locale={viewer.locale}
        />
        <PreferencesCard preferences={profile} submitted={await submittedState(changePreferencesAction)} />
        <ResellerCard
          application={application}
          submitted={await submittedState(applyAsResellerAction)}
          reader={reader}
        />
        <ActivityCard {...recent} path="/portal/profile" reader={reader} />
      </div>
    </>
  );
}
