export const RETENTION_ACTIONS = ["delete", "anonymise", "archive"] as const;
export type RetentionAction = (typeof RETENTION_ACTIONS)[number];

/** How long one kind of data stays. Times are ISO 8601 in UTC. */
export type RetentionPolicy = {
  key: string;
  table: string;
  action: RetentionAction;
  keepDays: number;
  minDays: number;
  maxDays: number;
  isActive: boolean;
  /** The portal keeps it by itself; nobody changes it. */
  isFixed: boolean;
  version: number;
  /** What it would touch now, counted to ten thousand; examples are ids. */
  preview: { count: number; oldest: string | null; examples: string[] };
  lastRun: { at: string; rows: number; isDone: boolean } | null;
};

/** A rule of law by which records stay, whatever a policy says. */
export type LegalHold = { rule: string; law: string; years: number };

export type Retention = {
  policies: RetentionPolicy[];
  holds: LegalHold[];
  runs: { key: string; at: string; rows: number; isDone: boolean }[];
  canEdit: boolean;
};
