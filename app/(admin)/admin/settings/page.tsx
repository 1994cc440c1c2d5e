import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GeneralSettings } from "@/components/settings/general-settings";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { loadFactorHolders } from "@/lib/auth/factor-holders";
import { submittedState } from "@/lib/auth/submission";
import { readAsViewer } from "@/lib/auth/viewer";
import {
  changeBusinessAction,
  changeLimitsAction,
  changeModulesAction,
  changeSecurityAction,
} from "@/lib/settings/actions";
import { loadSettings } from "@/lib/settings/queries";

type Props = PageProps<"/admin/settings">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

/** What the installation decides for itself. */
export default function SettingsPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<SettingsSkeleton />}>
      <General searchParams={searchParams} />
    </Arrival>
  );
}

async function General({ searchParams }: Pick<Props, "searchParams">) {
  const t = await getTranslations("settings");
  const [viewer, settings] = await readAsViewer("staff", loadSettings);
  const isAdmin = viewer.role === "admin";
  const factors = await loadFactorHolders(viewer, await searchParams);
  return (
    <>
      <PageHeader title={t("title")} meta={isAdmin ? undefined : t("readOnly")} className="mb-4" />
      <GeneralSettings
        settings={settings}
        canChange={isAdmin}
        factors={factors && { ...factors, path: "/admin/settings", viewerId: viewer.id }}
        submitted={{
          business: await submittedState(changeBusinessAction),
          modules: await submittedState(changeModulesAction),
          limits: await submittedState(changeLimitsAction),
          security: await submittedState(changeSecurityAction),
        }}
      />
    </>
  );
}
