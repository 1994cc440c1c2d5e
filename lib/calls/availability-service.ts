import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { appError } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { fromLocal } from "@/lib/core/zoned";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { callFault, explainCall } from "./field-messages";
import type { AgentCalendar, CallSettings, DayWindow, WeekWindow } from "./types";

type Changed = Result<AgentCalendar>;

/**
 * The week in which an agent can be called from a day on. `conflict` with reason `availability_changed` when it is no
 * longer at `version` (0 for a new one).
 */
export async function setWeek(
  viewer: Viewer,
  input: {
    agentId: string;
    validFrom: string;
    timeZone: string;
    windows: WeekWindow[];
    version?: number | undefined;
  },
): Promise<Changed> {
  return changed(
    await viewer.db.rpc("set_agent_availability", {
      p_agent_id: input.agentId,
      p_valid_from: input.validFrom,
      p_time_zone: input.timeZone,
      p_windows: input.windows,
      ...(input.version !== undefined && { p_expected_version: input.version }),
    }),
  );
}

/** Takes a week back; the one before it goes on. */
export async function removeWeek(viewer: Viewer, agentId: string, validFrom: string): Promise<Changed> {
  return changed(
    await viewer.db.rpc("remove_agent_availability", { p_agent_id: agentId, p_valid_from: validFrom }),
  );
}

/** Other windows for one day; none: not at all. */
export async function setException(
  viewer: Viewer,
  input: { agentId: string; day: string; timeZone: string; windows: DayWindow[]; note?: string | undefined },
): Promise<Changed> {
  return changed(
    await viewer.db.rpc("set_availability_exception", {
      p_agent_id: input.agentId,
      p_day: input.day,
      p_time_zone: input.timeZone,
      p_windows: input.windows,
      ...(input.note !== undefined && { p_note: input.note }),
    }),
  );
}

/** A day is as the week says again. */
export async function removeException(viewer: Viewer, agentId: string, day: string): Promise<Changed> {
  return changed(await viewer.db.rpc("remove_availability_exception", { p_agent_id: agentId, p_day: day }));
}

/** Plans time off, given as the clocks of a zone show it. `booked` calls lie in it and stay. Idempotent by `key`. */
export async function addTimeOff(
  viewer: Viewer,
  input: {
    agentId: string;
    key: string;
    timeZone: string;
    startsAt: string;
    endsAt: string;
    note?: string | undefined;
  },
): Promise<Result<AgentCalendar & { booked: number }>> {
  const starts = fromLocal(input.startsAt, input.timeZone);
  const ends = fromLocal(input.endsAt, input.timeZone);
  if (!starts || !ends) {
    const message = callFault("endsAt", "out_of_range");
    return err(appError("validation_failed", message, { fields: { endsAt: [message] } }));
  }
  const added = await changed(
    await viewer.db.rpc("add_agent_time_off", {
      p_key: input.key,
      p_agent_id: input.agentId,
      p_starts_at: starts.toISOString(),
      p_ends_at: ends.toISOString(),
      ...(input.note !== undefined && { p_note: input.note }),
    }),
  );
  return added as Result<AgentCalendar & { booked: number }>;
}

/** Takes time off back. */
export async function removeTimeOff(viewer: Viewer, agentId: string, id: string): Promise<Changed> {
  return changed(await viewer.db.rpc("remove_agent_time_off", { p_agent_id: agentId, p_id: id }));
}

/** Where an agent's video calls take place, and what they are called about. */
export async function setProfile(
  viewer: Viewer,
  { agentId, videoUrl, categories }: { agentId: string; videoUrl: string; categories: string[] },
): Promise<Changed> {
  return changed(
    await viewer.db.rpc("set_call_profile", {
      p_agent_id: agentId,
      p_video_url: videoUrl,
      p_categories: categories,
    }),
  );
}

/** Admins: how calls are booked. */
export async function setCallSettings(viewer: Viewer, changes: CallSettings): Promise<Result<undefined>> {
  const answer = unwrap(await viewer.db.rpc("set_call_settings", { p_changes: changes }));
  return answer.ok ? ok() : err(explainCall(answer.error));
}

type Answer = Parameters<typeof unwrap>[0];

function changed(answer: Answer): Changed {
  const outcome = unwrap(answer);
  return outcome.ok ? ok(outcome.value as unknown as AgentCalendar) : err(explainCall(outcome.error));
}
