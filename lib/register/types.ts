/** What the processing register says of one table, all of it read from the database's own schema. */
export type RegisterEntry = {
  category: string;
  /** With its schema: `public.orders`. */
  table: string;
  what: string;
  purpose: string | null;
  basis: string | null;
  recipients: string | null;
  columns: { name: string; onErasure: "delete" | "pseudonymise" | "keep"; exported: boolean }[];
  hold: { rule: string; law: string; years: number } | null;
  retention: { keepDays: number; action: "delete" | "anonymise" | "archive"; isActive: boolean } | null;
  /** Until when, in words, where neither a law nor a policy says it. */
  kept: string | null;
};
