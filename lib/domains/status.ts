import { DOMAIN_STATUSES, type Domain, type DomainAction, type DomainStatus } from "./types.ts";

/** What happens to a domain: by checks, by its customer (`retried`), by the host's proxy (certificates). */
export type DomainEvent =
  | "records_found"
  | "records_missing"
  | "records_wrong"
  | "records_lost"
  | "gave_up"
  | "retried"
  | "certificate_requested"
  | "certificate_issued"
  | "certificate_failed";

/** Where each event leads from each status; what is not here cannot happen. The database holds the same table. */
export const DOMAIN_TRANSITIONS: Record<DomainStatus, Partial<Record<DomainEvent, DomainStatus>>> = {
  pending_dns: {
    records_found: "verified",
    records_missing: "pending_dns",
    records_wrong: "wrong_dns",
    gave_up: "failed",
  },
  wrong_dns: {
    records_found: "verified",
    records_missing: "pending_dns",
    records_wrong: "wrong_dns",
    gave_up: "failed",
  },
  verified: {
    records_found: "verified",
    records_lost: "wrong_dns",
    certificate_requested: "certificate_pending",
    certificate_issued: "live",
  },
  certificate_pending: {
    records_found: "certificate_pending",
    records_lost: "wrong_dns",
    certificate_requested: "certificate_pending",
    certificate_issued: "live",
    certificate_failed: "verified",
  },
  live: {
    records_found: "live",
    records_lost: "wrong_dns",
    certificate_requested: "live",
    certificate_issued: "live",
    certificate_failed: "live",
  },
  failed: { retried: "pending_dns" },
};

/** Unproven records are looked for this long. */
export const CHECK_DAYS = 7;

/** Statuses in which the customer has something to do. */
const TO_DO: readonly DomainStatus[] = ["pending_dns", "wrong_dns", "failed"];

export function needsAttention(status: DomainStatus): boolean {
  return TO_DO.includes(status);
}

/** How a domain looks to its customer: its status, or what is wrong with it while the status still stands. */
export const DOMAIN_LOOKS = [...DOMAIN_STATUSES, "missing", "certificate_failed"] as const;
export type DomainLook = (typeof DOMAIN_LOOKS)[number];

export function lookOf({ status, missingSince, certificate }: Domain): DomainLook {
  if (needsAttention(status)) return status;
  if (missingSince) return "missing";
  return status === "verified" && certificate?.status === "failed" ? "certificate_failed" : status;
}

/** What its customer may do with a domain: always the same, for looking again is never wrong. */
export function allowedActions(): DomainAction[] {
  return ["verify", "remove"];
}
