import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GeneralSettings } from "@/components/settings/general-settings";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { readAsViewer } from "@/lib/auth/viewer";
import { loadSettings } from "@/lib/settings/queries";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

/** What the installation decides for itself. */
export default function SettingsPage() {
  return (
    <Arrival skeleton={<SettingsSkeleton />}>
      <General />
    </Arrival>
  );
}

async function General() {
  const t = await getTranslations("settings");
  const [viewer, settings] = await readAsViewer("staff", loadSettings);
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={viewer.role === "admin" ? undefined : t("readOnly")}
        className="mb-4"
      />
      <GeneralSettings settings={settings} canChange={viewer.role === "admin"} />
    </>
  );
}
