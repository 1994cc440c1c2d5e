import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { SlaSettingsView } from "@/components/sla/sla-settings";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { readAsViewer } from "@/lib/auth/viewer";
import { loadSlaSettings } from "@/lib/sla/queries";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sla");
  return { title: t("title") };
}

/** What customers are promised, and when the clock runs. */
export default function SlaSettingsPage() {
  return (
    <Arrival skeleton={<SettingsSkeleton fields={8} />}>
      <Promises />
    </Arrival>
  );
}

async function Promises() {
  const t = await getTranslations("sla");
  const [viewer, settings] = await readAsViewer("staff", loadSlaSettings);
  const { locale, timeZone, role } = viewer;
  return (
    <>
      <PageHeader title={t("title")} meta={role === "admin" ? t("intro") : t("readOnly")} className="mb-4" />
      <SlaSettingsView
        settings={settings}
        reader={{ locale, timeZone, now: new Date(), canChange: role === "admin" }}
      />
    </>
  );
}
