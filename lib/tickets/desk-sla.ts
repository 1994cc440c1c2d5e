import type { StaffTicketSummary, TicketSla } from "./types";

type Row = Pick<
  StaffTicketSummary,
  "firstResponseDueAt" | "firstRespondedAt" | "resolutionDueAt" | "slaPausedAt"
>;

/** The promises of a row of the queue, as `sla.ts` reads those of a whole ticket. */
export function slaOfRow(row: Row): TicketSla {
  return {
    firstResponseDueAt: row.firstResponseDueAt,
    firstRespondedAt: row.firstRespondedAt,
    resolutionDueAt: row.resolutionDueAt,
    pausedAt: row.slaPausedAt,
  };
}
