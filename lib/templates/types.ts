/** A prepared answer. Times are ISO 8601 in UTC. */
export type Template = {
  id: string;
  name: string;
  /** Markdown with `{{variables}}`. */
  body: string;
  /** Slug of the category it is for; null: for all. */
  category: string | null;
  categoryLabel: string | null;
  /** Archived ones are kept, and offered to nobody. */
  isActive: boolean;
  /** Rises with every change: hand it back as `expectedVersion` to notice other people's changes. */
  version: number;
  /** Messages that were made from it. */
  usageCount: number;
  lastUsedAt: string | null;
  updatedAt: string;
  updatedBy: string | null;
};

export type TemplateCounts = { active: number; archived: number; byCategory: Record<string, number> };

export const TEMPLATE_STATES = ["active", "archived"] as const;
export const TEMPLATE_SORTS = ["used", "name"] as const;
