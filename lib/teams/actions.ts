"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { archiveForm, availabilityForm, pauseForm, teamForm } from "./schema";
import { archiveTeam, pauseMember, saveTeam, setAvailability } from "./service";

const LIST = "/admin/settings/teams" as Route;

/** Makes a team or changes one. A new one leads back to the list. */
export const saveTeamAction = staffAction(teamForm, async ({ viewer, input }) => {
  const { teamId, key, ...team } = input;
  const saved = await saveTeam(viewer, teamId, team, key ?? null);
  if (!saved.ok) return saved;
  if (teamId === null) redirect(LIST);
  refresh();
  return ok({ version: saved.value.version });
});

/** Ends a team, and leads back to the list. */
export const archiveTeamAction = staffAction(archiveForm, async ({ viewer, input }) => {
  const archived = await archiveTeam(viewer, input.teamId, input.successor);
  if (!archived.ok) return archived;
  redirect(LIST);
});

/** Pauses or resumes a member in one team. */
export const pauseMemberAction = staffAction(pauseForm, async ({ viewer, input }) => {
  const paused = await pauseMember(viewer, input.teamId, input.userId, input.isPaused);
  refresh();
  return paused;
});

/** Somebody is away, or back. */
export const setAvailabilityAction = staffAction(availabilityForm, async ({ viewer, input }) => {
  const set = await setAvailability(viewer, input.userId, input.isAway, input.until);
  if (set.ok) refresh();
  return set;
});
