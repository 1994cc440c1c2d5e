import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { PreferencesSkeleton } from "@/components/notifications/preferences-skeleton";
import { PreferencesView } from "@/components/notifications/preferences-view";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { savePreferencesAction } from "@/lib/notifications/preferences-actions";
import { loadPreferences } from "@/lib/notifications/preferences-service";
import { pushKey } from "@/lib/platform/web-push";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("preferences"))("staffTitle") };
}

/** How a member of staff is told of what. */
export default function StaffPreferencesPage() {
  return (
    <Arrival
      skeleton={
        <PreferencesSkeleton>
          <Head />
        </PreferencesSkeleton>
      }
    >
      <Choice />
    </Arrival>
  );
}

async function Head() {
  const t = await getTranslations("preferences");
  return (
    <PageHeader
      title={t("staffTitle")}
      back={{ href: "/admin/notifications" as Route, label: t("back") }}
      className="mb-4"
    />
  );
}

async function Choice() {
  const viewer = await requireViewer("staff");
  const preferences = await loadPreferences(viewer);
  return (
    <>
      <Head />
      <PreferencesView
        preferences={preferences}
        audience="staff"
        locale={viewer.locale}
        pushKey={pushKey()}
        saved={await submittedState(savePreferencesAction)}
      />
    </>
  );
}
