type Node = { id: string; parentId: string | null; name: string; position: number };

/** A category with how deep it stands, 0 at the top. */
export type Placed<T> = T & { depth: number };

/** The categories as they are read: each before what is inside it, siblings by position, then by name. */
export function inTreeOrder<T extends Node>(categories: readonly T[]): Placed<T>[] {
  const below = Map.groupBy(categories, ({ parentId }) => parentId);
  const walk = (parent: string | null, depth: number): Placed<T>[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => a.position - b.position || a.name.localeCompare(b.name))
      .flatMap((one) => [{ ...one, depth }, ...walk(one.id, depth + 1)]);
  return walk(null, 0);
}

/** Where a category may stand: not in itself or below, and not so deep that four levels come of it. */
export function possibleParents<T extends Node>(categories: readonly T[], id: string | null): Placed<T>[] {
  const tree = inTreeOrder(categories);
  const start = tree.findIndex((one) => one.id === id);
  const own = tree[start];
  if (!own) return tree.filter(({ depth }) => depth < 2);
  const end = tree.findIndex((one, index) => index > start && one.depth <= own.depth);
  const inside = tree.slice(start, end < 0 ? undefined : end);
  const height = Math.max(...inside.map(({ depth }) => depth - own.depth));
  return tree.filter((one) => !inside.includes(one) && one.depth + 1 + height <= 2);
}
