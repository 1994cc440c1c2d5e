import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { newId } from "@/lib/core/ids";
import { TEAM_ASSIGNMENTS, type Team, type TeamChoices } from "@/lib/teams/types";
import { ArchiveForm } from "./archive-form";
import { TeamForm } from "./team-form";

/** The page of one team, or of a new one. */
export async function TeamEditor({ team, choices }: { team: Team | null; choices: TeamChoices }) {
  const t = await getTranslations("teams");
  const { teams, staff, categories } = choices;
  const others = teams.filter(({ id }) => id !== team?.id);
  const members = team?.members ?? [];
  // Whoever was locked meanwhile is still a member, and can be taken out.
  const people = [
    ...staff,
    ...members
      .filter(({ userId }) => staff.every(({ id }) => id !== userId))
      .map(({ userId, fullName }) => ({ id: userId, fullName })),
  ];
  return (
    <>
      <PageHeader
        back={{ href: "/admin/settings/teams" as Route, label: t("title") }}
        title={team?.name ?? t("new")}
        className="mb-4"
      />
      <div className="flex flex-col gap-4">
        <Card>
          <TeamForm
            formKey={newId()}
            team={{
              id: team?.id ?? null,
              version: team?.version ?? null,
              name: team?.name ?? "",
              description: team?.description ?? "",
              assignment: team?.assignment ?? "least_loaded",
              capacity: team?.capacity ?? 20,
            }}
            assignments={TEAM_ASSIGNMENTS.map((value) => ({
              value,
              label: t(`assignment.${value}`),
              hint: t(`assignmentHint.${value}`),
              isOn: value === (team?.assignment ?? "least_loaded"),
            }))}
            categories={categories.map(({ slug, label }) => {
              const other = others.find((one) => one.categories.some((category) => category.slug === slug));
              return {
                value: slug,
                label: other ? t("form.ofTeam", { category: label, team: other.name }) : label,
                isOn: team?.categories.some((category) => category.slug === slug) ?? false,
              };
            })}
            staff={people.map(({ id, fullName: name }) => {
              const member = members.find(({ userId }) => userId === id);
              return {
                id,
                name,
                isMember: member !== undefined,
                capacity: member?.capacity ?? null,
                capacityLabel: t("form.capacityOf", { name }),
              };
            })}
            texts={{
              submit: t(team ? "form.save" : "form.create"),
              saved: t("form.saved"),
              failed: t("form.failed"),
              name: t("form.name"),
              description: t("form.description"),
              descriptionHint: t("form.descriptionHint"),
              optional: t("form.optional"),
              assignment: t("form.assignment"),
              capacity: t("form.capacity"),
              capacityHint: t("form.capacityHint"),
              categories: t("form.categories"),
              members: t("form.members"),
              membersHint: t("form.membersHint"),
            }}
          />
        </Card>
        {team && (
          <Card title={t("archive.title")}>
            <p className="mb-3 text-fg-muted text-sm">{t("archive.hint")}</p>
            <ArchiveForm
              teamId={team.id}
              others={others.map(({ id, name }) => ({ value: id, label: name }))}
              texts={{
                successor: t("archive.successor"),
                nobody: t("archive.nobody"),
                submit: t("archive.submit"),
              }}
            />
          </Card>
        )}
      </div>
    </>
  );
}
