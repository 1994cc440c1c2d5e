import type { CallEvent, CallStatus } from "./types";

/** How long before a call its customer can still change it, as `private.call_change_notice` says; a test compares. */
export const CHANGE_NOTICE_MS = 2 * 3_600_000;

/** From when on the way into a video call is shown. */
const JOIN_BEFORE_MS = 15 * 60_000;

/** For how long a cancellation can be taken back, as `private.call_undo_window` says; a test compares. */
export const UNDO_MS = 10 * 60_000;

export type CallMove = "move" | "cancel" | "update" | "wait" | "outcome" | "join" | "undo";

type Call = {
  status: CallStatus;
  startsAt: string;
  endsAt: string;
  videoUrl: string | null;
  cancelledAt: string | null;
  events: readonly Pick<CallEvent, "type" | "actorType">[];
};

/** What `actor` may do with a call at `now`. For showing only what works; the database decides again. */
export function allowedCallMoves(call: Call, actor: "customer" | "staff", now: Date): CallMove[] {
  const starts = Date.parse(call.startsAt);
  const isBegun = starts <= now.getTime();
  const moves: CallMove[] = [];
  if (call.status === "scheduled") {
    const isInTime = starts - CHANGE_NOTICE_MS >= now.getTime();
    if (actor === "staff" || isInTime) moves.push("move", "cancel", "update");
    if (isInTime) moves.push("wait");
    if (isJoinable(call, now)) moves.push("join");
  }
  if (actor === "staff" && isBegun && call.status !== "cancelled") moves.push("outcome");
  if (isUndoable(call, actor, now)) moves.push("undo");
  return moves;
}

/** Whether the side that cancelled a call can still take that back. Its time may be somebody else's by then. */
function isUndoable(call: Call, actor: "customer" | "staff", now: Date): boolean {
  return (
    call.status === "cancelled" &&
    call.cancelledAt !== null &&
    Date.parse(call.cancelledAt) + UNDO_MS > now.getTime() &&
    Date.parse(call.startsAt) > now.getTime() &&
    call.events.findLast(({ type }) => type === "cancelled")?.actorType === actor
  );
}

/** Whether the way into a video call is open: a quarter of an hour before, until its end. */
function isJoinable(call: Call, now: Date): boolean {
  return (
    call.status === "scheduled" &&
    call.videoUrl !== null &&
    Date.parse(call.startsAt) - JOIN_BEFORE_MS <= now.getTime() &&
    Date.parse(call.endsAt) > now.getTime()
  );
}

/** Whether a call is still to come, or going on. */
export function isUpcoming(call: Pick<Call, "status" | "endsAt">, now: Date): boolean {
  return call.status === "scheduled" && Date.parse(call.endsAt) > now.getTime();
}
