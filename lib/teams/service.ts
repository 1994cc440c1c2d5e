import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { isUuid } from "@/lib/core/ids";
import { err, ok, type Result } from "@/lib/core/result";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { findTicketId } from "@/lib/tickets/queries";
import { explain } from "./field-messages";
import { forgetTeamNames } from "./queries";
import type { TeamInput } from "./schema";

type Saved = { id: string; version: number };

/**
 * Makes a team (`id` null) or changes one, as an admin. `conflict` with reason `team_changed` when
 * `expectedVersion` is no longer the latest, or `too_many_teams`. The same `key` and input make one team.
 */
export async function saveTeam(
  viewer: Viewer,
  id: string | null,
  input: TeamInput,
  key: string | null = null,
): Promise<Result<Saved>> {
  const answer = unwrap(
    await viewer.db.rpc("save_team", { p_key: key as string, p_id: id as string, p_input: input }),
  );
  forgetTeamNames();
  return answer.ok ? ok(answer.value as unknown as Saved) : err(explain(answer.error));
}

/** Ends a team, as an admin; its categories and open tickets go to `successor`, or to no team. */
export async function archiveTeam(
  viewer: Viewer,
  id: string,
  successor: string | null,
): Promise<Result<{ moved: number }>> {
  let moved = 0;
  for (;;) {
    const answer = unwrap(
      await viewer.db.rpc("archive_team", { p_id: id, ...(successor && { p_successor: successor }) }),
    );
    forgetTeamNames();
    if (!answer.ok) return err(explain(answer.error));
    const step = answer.value as unknown as { moved: number; left: number };
    moved += step.moved;
    if (step.left === 0 || step.moved === 0) return ok({ moved });
  }
}

/** Says of oneself, or as an admin of anybody, whether they are away; `until` is ISO 8601, null until they are back. */
export async function setAvailability(
  viewer: Viewer,
  userId: string,
  isAway: boolean,
  until: string | null,
): Promise<Result<{ isAway: boolean }>> {
  const answer = unwrap(
    await viewer.db.rpc("set_availability", {
      p_user_id: userId,
      p_is_away: isAway,
      ...(until && { p_until: until }),
    }),
  );
  return answer.ok ? ok(answer.value as unknown as { isAway: boolean }) : err(explain(answer.error));
}

/** Pauses or resumes a member in one team. */
export async function pauseMember(
  viewer: Viewer,
  teamId: string,
  userId: string,
  isPaused: boolean,
): Promise<Result<{ isPaused: boolean }>> {
  const answer = unwrap(
    await viewer.db.rpc("pause_member", { p_team_id: teamId, p_user_id: userId, p_is_paused: isPaused }),
  );
  return answer.ok ? ok(answer.value as unknown as { isPaused: boolean }) : answer;
}

/** Hands a ticket, by id or number, to another team, or to none. `conflict` with reason `ticket_changed`. */
export async function transferTicket(
  viewer: Viewer,
  ref: string,
  teamId: string | null,
  expectedVersion?: number,
): Promise<Result<{ version: number }>> {
  const ticket = isUuid(ref) ? ok(ref) : await findTicketId(viewer, ref);
  if (!ticket.ok) return ticket;
  const answer = unwrap(
    await viewer.db.rpc("transfer_ticket", {
      p_ticket_id: ticket.value,
      p_team_id: teamId as string,
      ...(expectedVersion !== undefined && { p_expected_version: expectedVersion }),
    }),
  );
  return answer.ok ? ok(answer.value as unknown as { version: number }) : err(explain(answer.error));
}
