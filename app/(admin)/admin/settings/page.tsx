import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GeneralSettings } from "@/components/settings/general-settings";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { listFactorHolders } from "@/lib/auth/factor-holders";
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
  const isAdmin = viewer.role === "admin";
  const holders = isAdmin ? await listFactorHolders(viewer) : null;
  return (
    <>
      <PageHeader title={t("title")} meta={isAdmin ? undefined : t("readOnly")} className="mb-4" />
      <GeneralSettings
        settings={settings}
        canChange={isAdmin}
        viewerId={viewer.id}
        holders={holders?.ok ? holders.value : null}
      />
    </>
  );
}
