import { expect, test } from "vitest";
import { makeChunks } from "@/lib/knowledge/chunks";
import { articleOutline, parseArticle } from "@/lib/knowledge/headings";
import { PRODUCTS } from "../../../scripts/seed/catalogue";
import { readHelp } from "../../../scripts/seed/help-files";

const { categories, articles } = readHelp();
const bySlug = new Map(articles.map((article) => [article.slug, article]));
/** Drafts may be unfinished: that is what they are for. */
const LONGER = articles.filter(({ category, status }) => category !== "faq" && status === "published");

test("there are at least 64 articles, each with a name of its own", () => {
  expect(articles.filter(({ status }) => status === "published").length).toBeGreaterThanOrEqual(64);
  expect(bySlug.size).toBe(articles.length);
});

test("every article can be told from the others, and says enough", () => {
  expect(new Set(articles.map(({ title }) => title)).size).toBe(articles.length);
  expect(new Set(articles.map(({ summary }) => summary)).size).toBe(articles.length);
  const words = ({ body }: { body: string }) => body.split(/\s+/).length;
  expect(
    LONGER.filter((article) => words(article) < 230 || words(article) > 700).map(({ slug }) => slug),
  ).toEqual([]);
});

test("every link of the help centre leads somewhere", () => {
  const lost = articles.flatMap(({ slug, body, related }) => {
    const links = [...body.matchAll(/\]\(\/help\/(category\/)?([^)#\s]+)(?:#([^)\s]+))?\)/g)];
    const wrong = links.filter(([, isCategory, name = "", anchor]) => {
      if (isCategory) return !categories.some((category) => category.slug === name);
      const article = bySlug.get(name);
      return !article || (anchor && !articleOutline(article.body).some(({ id }) => id === anchor));
    });
    return [
      ...wrong.map(([link]) => `${slug}: ${link}`),
      ...related.filter((other) => !bySlug.has(other)).map((other) => `${slug}: ${other}`),
    ];
  });
  expect(lost).toEqual([]);
});

test("articles hold no raw HTML, no picture from elsewhere and no heading of the first rank", () => {
  const odd = articles.filter(({ body }) =>
    parseArticle(body).children.some(
      (node) => node.type === "html" || (node.type === "heading" && node.depth < 2) || /!\[/.test(body),
    ),
  );
  expect(odd.map(({ slug }) => slug)).toEqual([]);
});

test("what they say about products is about products that are sold", () => {
  const codes = articles.flatMap(({ slug, body }) =>
    [
      ...body.matchAll(/\b(?:SPK|AMP|AVR|TT|SRC|HP|MIC|STU|ACO|CAB|STAND|PWR)-[A-Z0-9]+(?:-[A-Z0-9]+)*\b/g),
    ].map(([sku]) => ({ slug, sku })),
  );
  expect(codes.length).toBeGreaterThan(10);
  const sold = PRODUCTS.map(({ sku }) => sku);
  expect(
    codes.filter(({ sku }) => !sold.some((known) => known === sku || known.startsWith(`${sku}-`))),
  ).toEqual([]);
});

test("every article gives passages that can be found", () => {
  const empty = articles.filter(
    ({ title, summary, body, locale, category }) =>
      makeChunks({ title, summary, body, locale, categories: [category] }).length === 0,
  );
  expect(empty).toEqual([]);
});
