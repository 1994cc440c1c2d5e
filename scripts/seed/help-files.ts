import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ArticleStatus, Visibility } from "../../lib/knowledge/types.ts";
import { ROOT } from "../lib/paths.ts";

/** The demo's help centre: a folder for each category, a Markdown file for each article. */
const FOLDER = join(ROOT, "scripts/seed/help");

export type HelpCategory = {
  slug: string;
  parent: string | null;
  name: string;
  description: string;
  icon?: string;
  position: number;
  visibility: Visibility;
};

export type HelpArticle = {
  slug: string;
  category: string;
  title: string;
  summary: string;
  keywords: string[];
  locale: string;
  status: ArticleStatus;
  isPopular: boolean;
  /** Slugs of other articles. */
  related: string[];
  /** When it was last changed: 2026-11-02. */
  updated: string | null;
  /** Markdown. */
  body: string;
};

export type HelpFiles = { categories: HelpCategory[]; articles: HelpArticle[] };

/** Reads the demo's help centre, parents before children, articles by category and name. */
export function readHelp(folder = FOLDER): HelpFiles {
  const listed = JSON.parse(readFileSync(join(folder, "categories.json"), "utf8")) as HelpCategory[];
  const depth = (slug: string | null): number =>
    slug === null ? 0 : 1 + depth(listed.find((one) => one.slug === slug)?.parent ?? null);
  const categories = listed.toSorted((a, b) => depth(a.slug) - depth(b.slug));
  const folders = new Set(
    readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : [])),
  );
  const articles = [...folders].toSorted().flatMap((category) =>
    readdirSync(join(folder, category))
      .filter((file) => file.endsWith(".md"))
      .toSorted()
      .map((file) =>
        readArticle(category, file.slice(0, -3), readFileSync(join(folder, category, file), "utf8")),
      ),
  );
  const unknown = articles.find(({ category }) => !categories.some(({ slug }) => slug === category));
  if (unknown)
    throw new Error(`No category is called ${unknown.category}: see scripts/seed/help/categories.json.`);
  return { categories, articles };
}

/** A value without the quotation marks around it. */
function plain(value: string): string {
  const [, mark, inner = ""] = /^(["'])(.*)\1$/.exec(value) ?? [];
  return mark ? inner.replaceAll(`\\${mark}`, mark) : value;
}

/** An article with front matter: `key: value` lines between two lines of hyphens, lists by commas. */
function readArticle(category: string, slug: string, text: string): HelpArticle {
  const [, head = "", body = ""] =
    /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replace(/\r\n/g, "\n")) ?? [];
  const facts = new Map(
    head.split("\n").map((line) => {
      const [key = "", ...rest] = line.split(":");
      return [key.trim(), plain(rest.join(":").trim())] as const;
    }),
  );
  const list = (key: string) =>
    (facts.get(key) ?? "")
      .replace(/^\[|\]$/g, "")
      .split(",")
      .map((word) => word.trim())
      .filter(Boolean);
  const title = facts.get("title");
  if (!title || !body.trim())
    throw new Error(`scripts/seed/help/${category}/${slug}.md lacks its title or its text.`);
  return {
    slug,
    category: facts.get("category") ?? category,
    title,
    summary: facts.get("summary") ?? "",
    keywords: list("keywords"),
    locale: facts.get("locale") ?? "en",
    status: (facts.get("status") ?? "published") as ArticleStatus,
    isPopular: facts.get("popular") === "true",
    related: list("related"),
    updated: facts.get("updated") ?? null,
    body: body.trim(),
  };
}
