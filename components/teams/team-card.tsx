import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { RowCommand } from "@/components/settings/row-command";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CircleCheck } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import { CircleDot, CirclePause, Clock, Lock, Pencil } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import { formatDateTime } from "@/lib/core/dates";
import { pauseMemberAction, setAvailabilityAction } from "@/lib/teams/actions";
import type { MemberState, Team, TeamMember } from "@/lib/teams/types";
import { LoadBar } from "./load-bar";

const LOOK: Record<MemberState, { tone: Tone; icon: IconComponent }> = {
  available: { tone: "success", icon: CircleCheck },
  full: { tone: "warning", icon: CircleDot },
  paused: { tone: "neutral", icon: CirclePause },
  away: { tone: "neutral", icon: Clock },
  locked: { tone: "error", icon: Lock },
};

export type TeamReader = { id: string; isAdmin: boolean; locale: string; timeZone: string };

/** A team: how it shares out, what it has to do, and who of it can take more. */
export async function TeamCard({ team, reader }: { team: Team; reader: TeamReader }) {
  const t = await getTranslations("teams");
  return (
    <Card
      flush
      title={team.name}
      actions={
        reader.isAdmin && (
          <LinkButton
            href={`/admin/settings/teams/${team.id}` as Route}
            variant="ghost"
            size="sm"
            icon={<Pencil aria-hidden />}
            aria-label={`${t("edit")}: ${team.name}`}
          >
            {t("edit")}
          </LinkButton>
        )
      }
    >
      <div className="flex flex-col gap-2 border-b px-4 py-3 text-sm">
        {team.description && <p className="max-w-[72ch] text-fg-secondary">{team.description}</p>}
        <p className="flex flex-wrap gap-x-3 gap-y-1 text-fg-muted">
          <span>{t(`assignment.${team.assignment}`)}</span>
          <span className="tabular-nums">{t("figures.open", { count: team.openTickets })}</span>
          <span className={team.unassigned > 0 ? "text-warning-text tabular-nums" : undefined}>
            {t("figures.unassigned", { count: team.unassigned })}
          </span>
        </p>
        {team.categories.length === 0 ? (
          <p className="text-fg-muted">{t("noCategories")}</p>
        ) : (
          <ul aria-label={t("categories")} className="flex flex-wrap gap-1.5">
            {team.categories.map(({ slug, label }) => (
              <li key={slug}>
                <Badge>{label}</Badge>
              </li>
            ))}
          </ul>
        )}
      </div>
      {team.members.length === 0 ? (
        <p className="px-4 py-3 text-fg-muted text-sm">{t("member.none")}</p>
      ) : (
        <ul aria-label={`${team.name}: ${t("member.title")}`} className="divide-y">
          {team.members.map((member) => (
            <Member key={member.userId} member={member} team={team} reader={reader} />
          ))}
        </ul>
      )}
    </Card>
  );
}

async function Member({ member, team, reader }: { member: TeamMember; team: Team; reader: TeamReader }) {
  const t = await getTranslations("teams");
  const { userId, fullName: name, load, state, awayUntil } = member;
  const capacity = member.capacity ?? team.capacity;
  const { tone, icon: Icon } = LOOK[state];
  const isOwn = userId === reader.id;
  const isAway = state === "away";
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-2">
      <span className="flex min-w-0 flex-1 basis-52 items-center gap-2.5">
        <Avatar name={name} size="sm" />
        <span className="truncate text-sm">{name}</span>
      </span>
      <Status tone={tone} icon={<Icon aria-hidden />} className="w-28">
        <span title={awayUntil ? formatDateTime(awayUntil, reader.locale, reader.timeZone) : undefined}>
          {t(`state.${state}`)}
        </span>
      </Status>
      <LoadBar
        load={load}
        capacity={capacity}
        text={t("member.load", { load, capacity })}
        label={t("member.loadLabel", { name, load, capacity })}
      />
      <span className="ms-auto flex min-w-36 justify-end gap-1">
        {(isOwn || reader.isAdmin) && state !== "locked" && (
          <RowCommand
            action={pauseMemberAction}
            fields={{ teamId: team.id, userId, isPaused: String(!member.isPaused) }}
            label={t(member.isPaused ? "member.resumeLabel" : "member.pauseLabel", { name, team: team.name })}
          >
            {t(member.isPaused ? "member.resume" : "member.pause")}
          </RowCommand>
        )}
        {reader.isAdmin && state !== "locked" && (
          <RowCommand
            action={setAvailabilityAction}
            fields={{ userId, isAway: String(!isAway) }}
            label={t(isAway ? "member.backLabel" : "member.awayLabel", { name })}
          >
            {t(isAway ? "member.back" : "member.away")}
          </RowCommand>
        )}
      </span>
    </li>
  );
}
