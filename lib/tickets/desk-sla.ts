import type { StaffTicketSummary, TicketSla } from "./types";

type Row = Pick<
  StaffTicketSummary,
  | "firstResponseDueAt"
  | "firstRespondedAt"
  | "nextResponseDueAt"
  | "resolutionDueAt"
  | "slaPausedAt"
  | "slaRiskAt"
>;

/** The promises of a row of the queue, as `sla.ts` reads those of a whole ticket. */
export function slaOfRow(row: Row): TicketSla {
  return {
    firstResponseDueAt: row.firstResponseDueAt,
    firstRespondedAt: row.firstRespondedAt,
    nextResponseDueAt: row.nextResponseDueAt,
    resolutionDueAt: row.resolutionDueAt,
    pausedAt: row.slaPausedAt,
    riskAt: row.slaRiskAt,
  };
}
