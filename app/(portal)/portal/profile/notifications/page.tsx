import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PreferencesSkeleton } from "@/components/notifications/preferences-skeleton";
import { PreferencesView } from "@/components/notifications/preferences-view";
import { ProfileTabs } from "@/components/profile/profile-tabs";
import { Arrival } from "@/components/ui/arrival";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { savePreferencesAction } from "@/lib/notifications/preferences-actions";
import { loadPreferences } from "@/lib/notifications/preferences-service";
import { pushKey } from "@/lib/platform/web-push";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("preferences"))("title") };
}

/** How a customer is told of what. */
export default function PreferencesPage() {
  return (
    <Arrival
      skeleton={
        <PreferencesSkeleton>
          <ProfileTabs active="notifications" />
        </PreferencesSkeleton>
      }
    >
      <Choice />
    </Arrival>
  );
}

async function Choice() {
  const viewer = await requireViewer("customer");
  const preferences = await loadPreferences(viewer);
  return (
    <>
      <ProfileTabs active="notifications" />
      <PreferencesView
        preferences={preferences}
        audience="customer"
        locale={viewer.locale}
        pushKey={pushKey()}
        saved={await submittedState(savePreferencesAction)}
      />
    </>
  );
}
