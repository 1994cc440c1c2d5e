/** Who acts, as filters name them: staff are agents and admins. */
export const ACTOR_GROUPS = ["staff", "ai", "system", "customer"] as const;
export type ActorGroup = (typeof ACTOR_GROUPS)[number];

/** Who acts, as the log has it. */
export const ACTOR_ROLES = ["customer", "agent", "admin", "ai", "system", "anonymous"] as const;
export type ActorRole = (typeof ACTOR_ROLES)[number];

/** Of which kind of data an entry speaks; the database decides it by the type of resource. */
export const AUDIT_KINDS = [
  "tickets",
  "orders",
  "invoices",
  "quotes",
  "services",
  "domains",
  "calls",
  "chats",
  "profile",
  "messages",
  "privacy",
  "other",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** Whether somebody looked, or changed something. */
export const ACTS = ["read", "change"] as const;
export type Act = (typeof ACTS)[number];

/** What an entry speaks of, as people know it; `ref` is the number or id of its address. */
export type Resource = { ref?: string; name?: string };

/** One record that an assistant read in a conversation. */
export type ReadRecord = Resource & { type: string; id?: string };

type Entry = {
  id: string;
  /** ISO 8601 in UTC, as all times here. */
  occurredAt: string;
  actorRole: ActorRole;
  actorName: string | null;
  /** `ticket.read`: the kind of thing, a dot, and what was done. */
  action: string;
  isRead: boolean;
  kind: AuditKind;
  resourceType: string;
  resourceId: string | null;
  resource: Resource | null;
  records: ReadRecord[];
  purpose: string | null;
};

/** Who accessed a customer's data, as that customer sees it. Of staff the first name. */
export type Access = Entry & {
  /** The first of what is folded into this entry. */
  firstAt: string;
  /** How many entries this one stands for. */
  count: number;
  /** The day on the customer's calendar, 2026-11-21. */
  day: string;
  /** Whether it was the very person who asks. */
  isOwn: boolean;
  fields: string[];
};

/** An entry of the log as admins see it. */
export type AuditEntry = Entry & {
  actorId: string | null;
  customer: { id: string; customerNumber: string; name: string } | null;
  /** What was read or changed, by name and never with its content. */
  fields: unknown;
  ip: string | null;
  userAgent: string | null;
};

/** How the audit log stands. Days are days of UTC. */
export type AuditState = {
  sealedUntil: string | null;
  chain: string | null;
  checkedAt: string | null;
  broken: string[];
  /** Entries outside of any month; there should be none. */
  strays: number;
  archives: {
    month: string;
    entries: number;
    digest: string;
    path: string;
    bytes: number;
    archivedAt: string;
  }[];
};

/** How often somebody else accessed the data in a week, which begins on a Monday. */
export type AccessWeek = { week: string; staff: number; ai: number; system: number };
