import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { LiveRefresh } from "@/components/live/live-refresh";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { AvailabilityForm } from "@/components/teams/availability-form";
import { TeamCard } from "@/components/teams/team-card";
import { Arrival } from "@/components/ui/arrival";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Plus, UsersRound } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { readAsViewer } from "@/lib/auth/viewer";
import { formatDateTime } from "@/lib/core/dates";
import { loadTeams } from "@/lib/teams/queries";

const NEW = "/admin/settings/teams/new" as Route;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("teams");
  return { title: t("title") };
}

/** The teams, what they have to do, and whether one is there oneself. */
export default function TeamsPage() {
  return (
    <Arrival skeleton={<SettingsSkeleton />}>
      <Teams />
    </Arrival>
  );
}

async function Teams() {
  const [t, [viewer, { teams, isAway, awayUntil }]] = await Promise.all([
    getTranslations("teams"),
    readAsViewer("staff", loadTeams),
  ]);
  const { id, locale, timeZone } = viewer;
  const isAdmin = viewer.role === "admin";
  const until = awayUntil && formatDateTime(awayUntil, locale, timeZone);
  const now = until
    ? t("availability.awayUntil", { until })
    : t(isAway ? "availability.away" : "availability.here");
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <PageHeader
        title={t("title")}
        actions={
          isAdmin &&
          teams.length > 0 && (
            <LinkButton href={NEW} variant="primary" icon={<Plus aria-hidden />}>
              {t("new")}
            </LinkButton>
          )
        }
      />
      <p className="mt-2 mb-4 max-w-[72ch] text-fg-muted text-sm">{isAdmin ? t("intro") : t("readOnly")}</p>
      <div className="flex flex-col gap-4">
        <Card title={t("availability.title")}>
          <AvailabilityForm
            userId={id}
            isAway={isAway}
            timeZone={timeZone}
            texts={{
              now,
              until: t("availability.until"),
              untilHint: t("availability.untilHint"),
              setAway: t("availability.setAway"),
              setBack: t("availability.setBack"),
            }}
          />
        </Card>
        {teams.length === 0 ? (
          <EmptyState
            icon={<UsersRound aria-hidden />}
            title={t("empty.title")}
            actions={
              isAdmin && (
                <LinkButton href={NEW} variant="primary">
                  {t("empty.action")}
                </LinkButton>
              )
            }
          >
            {t("empty.body")}
          </EmptyState>
        ) : (
          teams.map((team) => (
            <TeamCard key={team.id} team={team} reader={{ id, isAdmin, locale, timeZone }} />
          ))
        )}
      </div>
    </>
  );
}
