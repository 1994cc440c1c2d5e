import { isOpen } from "./status";
import type { TicketSla, TicketStatus } from "./types";

/** How a promise stands. The conditions are those of `private.sla_breached_sql` and `sla_at_risk_sql`. */
export const SLA_STATES = ["met", "paused", "on_track", "at_risk", "breached"] as const;
export type SlaState = (typeof SLA_STATES)[number];

/** A promise and how it stands. `dueAt` already counts the pause up to now. */
export type SlaPromise = { kind: "first_response" | "resolution"; dueAt: Date; state: SlaState };

type Subject = { status: TicketStatus; createdAt: string; sla: TicketSla };

/** A promise is at risk once less than this part of its time is left. */
const RISK_SHARE = 0.2;

/**
 * The promise that counts next: the first response until there was one, then the resolution.
 * Null once the ticket is settled, or when nothing was promised.
 */
export function currentPromise(ticket: Subject, now: Date): SlaPromise | null {
  if (!isOpen(ticket.status)) return null;
  const { sla } = ticket;
  if (sla.firstResponseDueAt !== null && sla.firstRespondedAt === null) {
    return promise("first_response", sla.firstResponseDueAt, ticket, now);
  }
  return sla.resolutionDueAt === null ? null : promise("resolution", sla.resolutionDueAt, ticket, now);
}

function promise(kind: SlaPromise["kind"], due: string, ticket: Subject, now: Date): SlaPromise {
  const { pausedAt } = ticket.sla;
  const pause = pausedAt === null ? 0 : Math.max(0, now.getTime() - Date.parse(pausedAt));
  const dueAt = new Date(Date.parse(due) + pause);
  return { kind, dueAt, state: stateAt(dueAt, ticket, now) };
}

function stateAt(dueAt: Date, ticket: Subject, now: Date): SlaState {
  if (ticket.sla.pausedAt !== null) return "paused";
  if (dueAt < now) return "breached";
  const whole = dueAt.getTime() - Date.parse(ticket.createdAt);
  return dueAt.getTime() - now.getTime() < whole * RISK_SHARE ? "at_risk" : "on_track";
}

/**
 * How the ticket as a whole stands, as the queue marks it: `breached` or `at_risk` when either promise
 * is, `paused` while we wait, `met` when it is settled.
 */
export function slaState(ticket: Subject, now: Date): SlaState {
  if (!isOpen(ticket.status)) return "met";
  if (ticket.sla.pausedAt !== null) return "paused";
  const { firstResponseDueAt, firstRespondedAt, resolutionDueAt } = ticket.sla;
  const dues = [firstRespondedAt === null ? firstResponseDueAt : null, resolutionDueAt];
  const states = dues.flatMap((due) => (due === null ? [] : [stateAt(new Date(due), ticket, now)]));
  if (states.includes("breached")) return "breached";
  return states.includes("at_risk") ? "at_risk" : "on_track";
}
