import { isOpen } from "./status";
import type { TicketSla, TicketStatus } from "./types";

/** How a promise stands. The conditions are those of `private.sla_breached_sql` and `sla_at_risk_sql`. */
export const SLA_STATES = ["met", "paused", "on_track", "at_risk", "breached"] as const;
export type SlaState = (typeof SLA_STATES)[number];

/** The three clocks of a ticket. */
export const SLA_KINDS = ["first_response", "next_response", "resolution"] as const;
export type SlaKind = (typeof SLA_KINDS)[number];

/** A promise and how it stands. While the clock stands, `dueAt` holds as of the moment it stopped. */
export type SlaPromise = { kind: SlaKind; dueAt: Date; state: SlaState };

type Subject = { status: TicketStatus; sla: TicketSla };

/**
 * The promise that counts next: the first response until there was one; then the answer or the resolution,
 * whichever is due first. Null once the ticket is settled, or when nothing was promised.
 */
export function currentPromise(ticket: Subject, now: Date): SlaPromise | null {
  return openPromises(ticket, now)[0] ?? null;
}

/** The promises that are not kept yet, the first due one first; none once the ticket is settled. */
export function openPromises({ status, sla }: Subject, now: Date): SlaPromise[] {
  if (!isOpen(status)) return [];
  const dues: Record<SlaKind, string | null> = {
    first_response: sla.firstRespondedAt === null ? sla.firstResponseDueAt : null,
    next_response: sla.nextResponseDueAt,
    resolution: sla.resolutionDueAt,
  };
  return SLA_KINDS.flatMap((kind) => {
    const due = dues[kind];
    return due === null ? [] : [{ kind, dueAt: new Date(due) }];
  })
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
    .map((promise, index) => ({ ...promise, state: stateAt(promise.dueAt, sla, now, index === 0) }));
}

/** The risk that a ticket's row knows of is that of the promise that is due first. */
function stateAt(dueAt: Date, { pausedAt, riskAt }: TicketSla, now: Date, isFirst: boolean): SlaState {
  if (pausedAt !== null) return "paused";
  if (dueAt < now) return "breached";
  return isFirst && riskAt !== null && new Date(riskAt) < now ? "at_risk" : "on_track";
}

/**
 * How the ticket as a whole stands, as the queue marks it: `breached` or `at_risk` when a promise is,
 * `paused` while we wait, `met` when it is settled.
 */
export function slaState(ticket: Subject, now: Date): SlaState {
  if (!isOpen(ticket.status)) return "met";
  if (ticket.sla.pausedAt !== null) return "paused";
  return currentPromise(ticket, now)?.state ?? "on_track";
}
