import type { HelpBranch, HelpCategory } from "./help-types";

/** The categories that stand at the top, each with those inside it and its articles counted, its own and theirs. */
export function categoryTree(categories: readonly HelpCategory[]): HelpBranch[] {
  const known = new Set(categories.map(({ slug }) => slug));
  const branches = (parent: string | null): HelpBranch[] =>
    categories
      // What is inside a category that this reader does not see stands at the top.
      .filter((one) => (one.parent && known.has(one.parent) ? one.parent : null) === parent)
      .map((one) => {
        const children = branches(one.slug);
        const total = children.reduce((sum, child) => sum + child.total, one.articles);
        return { ...one, children, total };
      });
  return branches(null);
}
