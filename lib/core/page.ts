/** One page of a keyset-paginated list. `nextCursor` is opaque; null on the last page. */
export type Page<T> = { items: T[]; nextCursor: string | null };

export function page<T>(items: T[], nextCursor: string | null): Page<T> {
  return { items, nextCursor };
}
