import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { TeamEditor } from "@/components/teams/team-editor";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { loadTeamChoices } from "@/lib/teams/queries";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("teams");
  return { title: t("new") };
}

/** A new team, which only admins make. */
export default function NewTeamPage() {
  return (
    <Arrival skeleton={<SettingsSkeleton />}>
      <NewTeam />
    </Arrival>
  );
}

async function NewTeam() {
  const viewer = await requireViewer("admin");
  return <TeamEditor team={null} choices={await loadTeamChoices(viewer)} />;
}
