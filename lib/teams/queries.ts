import "server-only";
import type { Reader } from "@/lib/auth/viewer";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { listCategories } from "@/lib/tickets/queries";
import type { Team, TeamChoices, TeamName, TeamOverview } from "./types";

/** Every team with its members and what they have to do, for a page: a failure is the page's. */
export async function loadTeams(viewer: Reader): Promise<TeamOverview> {
  const answer = unwrap(await viewer.db.rpc("list_teams"));
  if (!answer.ok) throw new Error(`list_teams: ${answer.error.code}`);
  return answer.value as unknown as TeamOverview;
}

/** One team, or null when it is not there. */
export async function findTeam(viewer: Reader, id: string): Promise<Team | null> {
  const answer = unwrap(await viewer.db.rpc("get_team", { p_id: id }));
  if (answer.ok) return answer.value as unknown as Team;
  if (answer.error.code === "not_found") return null;
  throw new Error(`get_team: ${answer.error.code}`);
}

const NAMES_LAST_MS = 60_000;
let known: { teams: TeamName[]; until: number } | undefined;

/**
 * The teams by name, for choosing one. They change once in a while, so this process asks once a minute at most; the
 * database checks each choice.
 */
export async function loadTeamNames(viewer: Reader, now = Date.now()): Promise<TeamName[]> {
  // What is remembered was read by staff, and is not for anybody else.
  if (known && now < known.until && viewer.role !== "customer") return known.teams;
  const answer = unwrap(await viewer.db.rpc("list_team_names"));
  if (!answer.ok) throw new Error(`list_team_names: ${answer.error.code}`);
  const teams = answer.value as unknown as TeamName[];
  known = { teams, until: now + NAMES_LAST_MS };
  return teams;
}

/** For whoever has changed the teams: the next reader asks again. */
export function forgetTeamNames(): void {
  known = undefined;
}

/** Active agents and admins by name. */
export async function loadStaffNames(viewer: Reader): Promise<{ id: string; fullName: string }[]> {
  const answer = unwrap(await viewer.db.rpc("list_staff"));
  if (!answer.ok) throw new Error(`list_staff: ${answer.error.code}`);
  return answer.value as unknown as { id: string; fullName: string }[];
}

/** What the page of a team offers to choose. */
export async function loadTeamChoices(viewer: Reader): Promise<TeamChoices> {
  const [{ teams }, staff, categories] = await Promise.all([
    loadTeams(viewer),
    loadStaffNames(viewer),
    listCategories(viewer),
  ]);
  if (!categories.ok) throw new Error(`list_ticket_categories: ${categories.error.code}`);
  return { teams, staff, categories: categories.value };
}
