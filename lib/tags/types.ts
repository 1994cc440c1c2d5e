/** A tag and how many tickets have it. */
export type TagCount = { tag: string; tickets: number };

/** Letters, digits and hyphens, as the database keeps them. */
export const TAG = /^[a-z0-9][a-z0-9-]{0,39}$/;
