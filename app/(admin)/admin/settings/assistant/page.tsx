import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClassifierCard } from "@/components/classifier/classifier-card";
import { AssistantSettingsView } from "@/components/settings/assistant-settings";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { readAsViewer } from "@/lib/auth/viewer";
import { loadClassifier } from "@/lib/classifier/queries";
import { loadAssistantSettings } from "@/lib/triage/queries";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("insights.settings");
  return { title: t("title") };
}

/** What is read and answered without a person, and how far that may go. */
export default function AssistantSettingsPage() {
  return (
    <Arrival skeleton={<SettingsSkeleton fields={6} />}>
      <Assistant />
    </Arrival>
  );
}

async function Assistant() {
  const t = await getTranslations("insights.settings");
  const [viewer, settings] = await readAsViewer("staff", loadAssistantSettings);
  const classifier = await loadClassifier(viewer);
  const canChange = viewer.role === "admin";
  return (
    <>
      <PageHeader title={t("title")} meta={canChange ? t("intro") : t("readOnly")} className="mb-4" />
      <div className="flex flex-col gap-4">
        <AssistantSettingsView settings={settings} canChange={canChange} locale={viewer.locale} />
        <ClassifierCard
          classifier={classifier}
          reader={{ locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() }}
        />
      </div>
    </>
  );
}
