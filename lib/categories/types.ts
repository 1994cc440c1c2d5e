import type { CategoryNeed, TicketPriority } from "@/lib/tickets/types";

/** Limits of the database, in characters and pieces. */
export const LIMITS = { label: 80, description: 300, slug: 40, issueTypes: 50 } as const;

export type IssueType = { slug: string; label: string; isActive: boolean; isUsed: boolean };

/** A category as its editor shows it, in use or not. */
export type Category = {
  slug: string;
  label: string;
  description: string;
  needs: CategoryNeed | null;
  defaultPriority: TicketPriority;
  isActive: boolean;
  /** Rises with every change: hand it back as `expectedVersion` to notice other people's changes. */
  version: number;
  /** Counted up to 1,000. */
  tickets: number;
  issueTypes: IssueType[];
};

/** Where the count of tickets stops. */
export const COUNTED_UP_TO = 1_000;
