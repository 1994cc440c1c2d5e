/** The states of a domain, as the database's enum lists them; a test compares them. */
export const DOMAIN_STATUSES = [
  "pending_dns",
  "wrong_dns",
  "verified",
  "certificate_pending",
  "live",
  "failed",
] as const;
export type DomainStatus = (typeof DOMAIN_STATUSES)[number];

/** What one record looked like at the last check. `unchecked` before the first. */
export const RECORD_STATES = ["unchecked", "ok", "missing", "wrong", "unanswered"] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/**
 * Why there was nothing to compare: the name does not exist (`no_name`), it has no record of this type
 * (`no_record`), the domain's own name servers failed (`server_failed`), ours did not answer
 * (`no_answer`), or the name is reserved and unknown to any public server (`reserved`).
 */
export const LOOKUP_PROBLEMS = ["no_name", "no_record", "server_failed", "no_answer", "reserved"] as const;
export type LookupProblem = (typeof LOOKUP_PROBLEMS)[number];

/** The two questions of a check: who owns the name, and where does it lead. */
export const RECORD_PURPOSES = ["ownership", "traffic"] as const;
export type RecordPurpose = (typeof RECORD_PURPOSES)[number];

/** What a check found for one purpose; kept in `custom_domains.found`. */
export type FoundRecord = {
  purpose: RecordPurpose;
  state: Exclude<RecordState, "unchecked">;
  /** The values as the name servers gave them, cut to a readable size. */
  values: string[];
  problem: LookupProblem | null;
};

/** How a check of all records came out, in the words of `record_domain_check`. */
export const CHECK_OUTCOMES = ["passed", "missing", "wrong", "broken", "unanswered"] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** A record that the customer creates at their DNS provider. */
export type ExpectedRecord = {
  type: "TXT" | "CNAME" | "ALIAS" | "A" | "AAAA";
  /** The full name, without a dot at the end. */
  name: string;
  /** The name as most providers want it typed: relative to the zone, `@` for the zone itself. */
  host: string;
  value: string;
};

/** Expected beside found, for one purpose. Of several `expected` traffic records of an apex one kind is enough. */
export type DomainRecord = {
  purpose: RecordPurpose;
  expected: ExpectedRecord[];
  state: RecordState;
  found: string[];
  problem: LookupProblem | null;
};

/** What the host's proxy said about the certificate. */
export type Certificate = {
  status: "requested" | "issued" | "failed";
  issuer: string | null;
  expiresAt: string | null;
  error: string | null;
  at: string;
};

/** Doubts about how a name reads: letters of several alphabets, or letters that pass for Latin ones. */
export const NAME_WARNINGS = ["mixed_scripts", "lookalike"] as const;
export type NameWarning = (typeof NAME_WARNINGS)[number];

/** What may be done to a domain now. */
export type DomainAction = "verify" | "remove";

/** A customer's domain. Times are ISO 8601 in UTC. */
export type Domain = {
  id: string;
  /** ASCII, in small letters: what DNS knows. */
  hostname: string;
  /** The name in its own script; the same as `hostname` for most. */
  displayName: string;
  /** Whether it is a domain as registered, which cannot have a CNAME record. */
  isApex: boolean;
  /** The registered domain it belongs to: the zone at the provider. */
  zone: string;
  warnings: NameWarning[];
  status: DomainStatus;
  /** The value of the TXT record that proves ownership. */
  challenge: string;
  target: string;
  records: DomainRecord[];
  certificate: Certificate | null;
  checkedAt: string | null;
  /** When the next automatic check is due; null when there is none. */
  nextCheckAt: string | null;
  /** Since when a domain in use lacks its records; null while all is well. */
  missingSince: string | null;
  /** After this moment automatic checks of unproven records end. */
  checksUntil: string | null;
  verifiedAt: string | null;
  createdAt: string;
  allowedActions: DomainAction[];
};
