import { z } from "zod";
import { ARTICLE_SORTS, ARTICLE_VIEWS, type ArticleSort, type ArticleView } from "./desk-types";
import { articleFilters } from "./schema";

export type ArticlesAddress = {
  view: ArticleView;
  q: string;
  category: string;
  sort: ArticleSort;
  cursor: string;
};

/** What the address of the list says; what does not fit is as if it were not there. */
export function readArticlesAddress(params: Record<string, string | string[] | undefined>): ArticlesAddress {
  const first = (name: string) => [params[name]].flat()[0] ?? "";
  return {
    view: z.enum(ARTICLE_VIEWS).catch("all").parse(first("view")),
    q: Array.from(first("q").trim()).slice(0, 200).join(""),
    category: articleFilters.shape.categoryId.catch(undefined).parse(first("category") || undefined) ?? "",
    sort: z.enum(ARTICLE_SORTS).catch("updated").parse(first("sort")),
    cursor: first("cursor"),
  };
}

/** The address of the list with these filters. */
export function articlesHref({ view, q, category, sort, cursor }: Partial<ArticlesAddress>): string {
  const query = new URLSearchParams();
  if (view && view !== "all") query.set("view", view);
  if (q) query.set("q", q);
  if (category) query.set("category", category);
  if (sort && sort !== "updated") query.set("sort", sort);
  if (cursor) query.set("cursor", cursor);
  return `/admin/knowledge${query.size > 0 ? `?${query}` : ""}`;
}
