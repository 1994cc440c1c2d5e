import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { TeamEditor } from "@/components/teams/team-editor";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { findTeam, loadTeamChoices } from "@/lib/teams/queries";
import { teamParams } from "@/lib/teams/schema";
import type { Team } from "@/lib/teams/types";

type Props = PageProps<"/admin/settings/teams/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readTeam = cache(async (id: string): Promise<Team | null> => {
  const viewer = await requireViewer("admin");
  const params = teamParams.safeParse({ id });
  return params.success ? findTeam(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const team = await readTeam((await params).id);
  const t = await getTranslations("teams");
  return { title: team?.name ?? t("missing") };
}

/** A team, which only admins change. */
export default function TeamPage({ params }: Props) {
  return (
    <Arrival skeleton={<SettingsSkeleton />}>
      <EditTeam params={params} />
    </Arrival>
  );
}

async function EditTeam({ params }: Pick<Props, "params">) {
  const [viewer, { id }] = await Promise.all([requireViewer("admin"), params]);
  const [team, choices] = await Promise.all([readTeam(id), loadTeamChoices(viewer)]);
  if (!team) notFound();
  return <TeamEditor team={team} choices={choices} />;
}
