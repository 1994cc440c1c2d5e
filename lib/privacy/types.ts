/** What can be asked about one's data. */
export const PRIVACY_KINDS = ["export", "deletion", "correction", "restriction"] as const;
export type PrivacyKind = (typeof PRIVACY_KINDS)[number];

export const PRIVACY_STATUSES = [
  "received",
  "in_progress",
  "scheduled",
  "active",
  "completed",
  "refused",
  "cancelled",
  "expired",
  "lifted",
] as const;
export type PrivacyStatus = (typeof PRIVACY_STATUSES)[number];

/** What the history of a request tells of. */
export const PRIVACY_EVENTS = [
  "received",
  "scheduled",
  "restricted",
  "lifted",
  "assigned",
  "started",
  "progress",
  "extended",
  "accepted",
  "refused",
  "cancelled",
  "reminded",
  "ready",
  "downloaded",
  "expired",
  "erased",
  "failed",
  "note",
] as const;
export type PrivacyEventType = (typeof PRIVACY_EVENTS)[number];

/** What can be asked to be corrected, as `private.correction_fields` lists it; a test compares the two. */
export const CORRECTION_FIELDS = [
  "fullName",
  "companyName",
  "email",
  "phone",
  "billingAddress",
  "shippingAddress",
  "customerNumber",
  "accountStatus",
  "package",
  "price",
  "other",
] as const;
export type CorrectionField = (typeof CORRECTION_FIELDS)[number];

/** What somebody said with their request. */
export type PrivacyDetails = {
  reason?: string;
  field?: CorrectionField;
  /** What stood in the field when the correction was asked for. */
  current?: string;
  proposed?: string;
};

/** What came of a request: of an export the archive, of a deletion the receipt. */
export type PrivacyResult = {
  fileName?: string;
  /** Bytes. */
  size?: number;
  sha256?: string;
  expiresAt?: string;
  schemaVersion?: number;
  receiptId?: string;
};

/** Times are ISO 8601 in UTC. */
export type PrivacyRequest = {
  id: string;
  number: string;
  kind: PrivacyKind;
  /** Of a deletion: a customer with one person, or one person of a company. */
  scope: "profile" | "person";
  status: PrivacyStatus;
  details: PrivacyDetails;
  /** The day by which the law wants an answer. */
  dueAt: string;
  extendedAt: string | null;
  extensionReason: string | null;
  /** When a deletion begins. */
  effectiveAt: string | null;
  progress: { step?: string; done?: number; total?: number };
  decisionReason: string | null;
  settledAt: string | null;
  version: number;
  createdAt: string;
  result: PrivacyResult;
};

export type PrivacyEvent = {
  id: string;
  type: PrivacyEventType;
  actorType: "customer" | "staff" | "system";
  actorName: string | null;
  note: string | null;
  isInternal: boolean;
  createdAt: string;
};

/** A request with its history; what only staff see is absent for its owner. */
export type PrivacyRequestDetail = PrivacyRequest & { events: PrivacyEvent[] } & Partial<PrivacyDeskFacts>;

export type PrivacyDeskFacts = {
  customer: { id: string; customerNumber: string; name: string };
  requester: { id: string; fullName: string } | null;
  assignee: { id: string; fullName: string } | null;
};
export type PrivacyDeskRequest = PrivacyRequest & PrivacyDeskFacts;

/** What an erasure did, by table, and what stayed, by rule and table. Without personal data. */
export type ErasureSummary = {
  number: string;
  scope: "profile" | "person";
  requestedAt: string;
  erasedAt: string;
  tables: Record<string, { erased?: number; pseudonymised?: number }>;
  kept: Record<string, Record<string, number>>;
};

/** What is counted, as messages/en/privacy.json names it. */
export type HoldingUnit = keyof typeof import("@/messages/en/privacy.json")["units"];

/** How much there is of something. */
export type Holding = { unit: HoldingUnit; category: string; count: number };

/** What can be agreed to; its words, with a version, stand in messages/en/privacy.json. */
export const CONSENT_PURPOSES = ["ai_assistance", "analytics", "marketing"] as const;

export type Consent = {
  purpose: (typeof CONSENT_PURPOSES)[number];
  version: number;
  basis: "consent" | "objection";
  isGiven: boolean;
  history: { isGiven: boolean; version: number; at: string; by: string | null }[];
};

/** What the privacy centre begins with. */
export type PrivacyOverview = {
  /** Within how many days a request is answered, as is set. */
  answerDays: number;
  /** How long a deletion can be taken back; 0 begins at once. */
  graceDays: number;
  holdings: Holding[];
  consents: Consent[];
  restriction: { id: string; since: string; isOwn: boolean; by: string | null } | null;
  deletion: PrivacyRequest | null;
  export: PrivacyRequest | null;
};

/** What a deletion would do now. */
export type DeletionPreview = {
  scope: "profile" | "person";
  graceDays: number;
  goes: { unit: HoldingUnit; count: number }[];
  stays: { unit: HoldingUnit; count: number; rule: HoldRule; law: string; years: number }[];
  unpaid: { id: string; number: string; dueOn: string; outstanding: { amount: number; currency: string } }[];
  services: { id: string; name: string }[];
};
export type HoldRule = "tax_invoices" | "accounting" | "accountability";

/** The receipt of an erasure with the verdict on its signature. */
export type Receipt = {
  /** JSON, exactly as it was signed. */
  body: string;
  signature: string;
  publicKey: string;
  /** What the signed text says. */
  erasure: ErasureSummary;
  isGenuine: boolean;
  /** Signed with the key that this installation has now. */
  isCurrentKey: boolean;
};
